import Groundwork

/// Sends a program its input, and receives its output and its error.
func feedProgram() throws {
  let program = Subprocess(
    ["sh", "-c", "tr a-z A-Z; echo 'nothing more to do' >&2; exit 3"], input: .piped,
    output: .captured, error: .captured)
  try program.start()
  let result = try program.communicate(input: Array("one line\nand another one\n".utf8))
  print(result.outputText, terminator: "")
  print("its error:", result.errorText, terminator: "")
  print("it \(result.status)")
}
