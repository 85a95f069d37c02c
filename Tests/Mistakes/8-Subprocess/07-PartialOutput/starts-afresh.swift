// Mistake: It throws away what came, with the streams.
// Caught by: Streams that only others hold open are let go, and what came is kept
// Verdict: failed

import Groundwork

extension Streams {
  /// The program has ended, and others hold its streams open: programs that it started.
  ///
  /// All that the program itself wrote was received by now. So this lets go of the streams.
  package mutating func leaveToOthers() throws {
    close()
    self = Streams()
  }
}

extension Feed {
  /// Answers to a `communicate` that comes with input though an earlier one has begun to send.
  ///
  /// What is left to be sent stays as it is.
  ///
  /// - Parameters:
  ///   - input: What `communicate` was called with this time; perhaps nothing.
  ///   - command: The program, for the error.
  /// - Throws: `SubprocessError.inputGiven`, unless `input` is empty.
  package mutating func resume(with input: [UInt8], of command: [String]) throws {
    if !input.isEmpty { throw SubprocessError.inputGiven(command) }
  }
}

extension Subprocess {
  /// What to throw after a timeout: all that came so far is kept, also for the next `communicate`.
  ///
  /// - Parameters:
  ///   - streams: What has gone through them.
  ///   - timeout: How long was waited.
  /// - Returns: What is known of the program.
  package func report(_ streams: Streams, after timeout: Duration?) -> TimedOut {
    TimedOut(
      arguments: arguments, timeout: timeout ?? .zero, status: nil, output: streams.output.bytes,
      error: streams.error.bytes)
  }
}
