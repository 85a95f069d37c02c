func failLoudly() throws {
  let command = ["sh", "-c", "echo half; exit 3"]
  let result = try Subprocess.run(command, output: .captured)
  print(result.outputText, terminator: "")
  print(result.status)
  try Subprocess.run(command, output: .captured, check: true)
  print("done")
}
