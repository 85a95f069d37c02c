import Groundwork

/// Runs other programs: one that is fed, one that runs meanwhile, and one that fails.
func runOtherPrograms() throws {
  let sorted = try Subprocess.run(
    ["sort"], input: .text("pear\napple\nfig\n"),
    output: .captured)
  print(sorted.outputText, terminator: "")

  let counter = Subprocess(
    ["wc", "-l"], input: .piped, output: .captured)
  try counter.start()
  print("main: wc is running")
  let counted = try counter.communicate(
    input: sorted.output)
  print("lines:", counted.outputText, terminator: "")

  do {
    try Subprocess.run(["false"], check: true)
  } catch let error as SubprocessError {
    print(error)
  }
}
