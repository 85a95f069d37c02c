import Groundwork

/// Runs a program that takes too long, and shows what it said until then.
func stopWaiting() throws {
  do {
    try Subprocess.run(
      ["sh", "-c", "echo 'one moment'; sleep 600; echo done"], output: .captured,
      timeout: .milliseconds(300))
  } catch SubprocessError.timedOut(let report) {
    print(SubprocessError.timedOut(report))
    print("it said:", String(decoding: report.output, as: UTF8.self), terminator: "")
  }
}
