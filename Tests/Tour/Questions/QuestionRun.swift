import Grading
import Groundwork

/// Runs the program of a question in a process of its own until it has ended, or nothing can happen in
/// it any more.
///
/// - Returns: What it printed, how it ended, and what it told on standard error.
/// - Throws: `TestFailure` if it comes to neither, or leaves a process behind.
func outcome(ofQuestion name: String) throws -> (outcome: QuestionOutcome, errors: String) {
  let output = try Descriptor.pipe()
  let errors = try Descriptor.pipe()
  let child = try TestChild(
    RunQuestion(name: name, output: output.writer, errors: errors.writer), name: "question \(name)")
  output.writer.close()
  errors.writer.close()
  defer { for end in [output.reader, errors.reader] { end.close() } }

  var standstill = Standstill(session: child.pid)
  // Also what a failure leaves is ended.
  defer { endAll(of: standstill) }
  var bytes: [UInt8] = []
  let deadline = Deadline(after: .seconds(60))
  while true {
    if try output.reader.waitUntilReadable(until: Deadline(after: .milliseconds(20))) {
      let more = try output.reader.readBytes(4096)
      if more.isEmpty { break }
      bytes += more
    } else if standstill.look() {
      guard !child.hasEnded else { throw TestFailure("\(name) leaves a process behind") }
      endAll(of: standstill)
      child.kill()
      // What it printed before it hung may wait in a buffer, and is lost with it.
      return (.init(lines: lines(in: bytes), end: .hangs), try errors.reader.readAll())
    } else if deadline.hasPassed {
      throw TestFailure("\(name) neither ends nor comes to a standstill")
    }
  }
  let end = try child.ended(orElse: "\(name) has closed its output, and goes on")
  return (
    .init(lines: lines(in: bytes), end: end == .exited(0) ? .returns : .fails),
    try errors.reader.readAll()
  )
}

private func lines(in bytes: [UInt8]) -> [String] {
  String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
}

/// Kills all processes of the session, which this test has started.
private func endAll(of session: Standstill) {
  let deadline = Deadline(after: .seconds(5))
  while case let processes = session.processes, !processes.isEmpty, !deadline.hasPassed {
    for process in processes { _ = kill(process, SIGKILL) }
  }
}
