func echoName() throws {
  let name = "notes; echo gone"
  let plain = try Subprocess.run(["echo", name], output: .captured)
  print(plain.outputText, terminator: "")
  let shell = try Subprocess.run(["sh", "-c", "echo \(name)"], output: .captured)
  print(shell.outputText, terminator: "")
}
