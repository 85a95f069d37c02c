import Groundwork

/// Runs a program with other variables, and in another folder.
func changeSurroundings() throws {
  let script = "echo \"$GREETING from $(pwd)\""
  try Subprocess.run(
    ["sh", "-c", script], environment: .extended(["GREETING": "hello"]), in: "/usr")
  let alone = try Subprocess.run(
    ["/usr/bin/env"], output: .captured, environment: .replaced(["ONLY": "this one"]))
  print(alone.outputText, terminator: "")
}
