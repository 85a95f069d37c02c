internal import CPlatform

/// Marks an exercise that is not started yet.
///
/// It ends the process, with exit code 70, and says on standard error what is to be done. The grader
/// reports the exercise as "not started".
///
/// - Parameters:
///   - goal: What is to be done, not how.
///   - file: The exercise's file.
///   - line: The line to edit.
public func todo(_ goal: String, file: StaticString = #filePath, line: UInt = #line) -> Never {
  Harness.todoReached?(goal, "\(file)", line)
  writeError("Not started yet: \(goal) (\(file):\(line))")
  _exit(ExitCode.notStarted)
}

/// The exit codes of processes that end without their target's doing.
package enum ExitCode {
  /// The target's `run` threw, or it could not be decoded.
  package static let uncaughtError: CInt = 1
  /// The program was started with a start variable that `launch` did not set (EX_USAGE).
  package static let usage: CInt = 64
  /// `todo` was reached (EX_SOFTWARE).
  package static let notStarted: CInt = 70
}

/// Writes a line to standard error, in one call.
///
/// What was printed before comes out first, unless that is the caller's business.
package func writeError(_ line: String, flushing: Bool = true) {
  if flushing { workbook_flush_output() }
  var text = line + "\n"
  text.withUTF8 { bytes in
    var rest = UnsafeRawBufferPointer(bytes)
    while !rest.isEmpty {
      let count = systemWrite(2, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
