// Mistake: The second input is put behind the rest of the first, whose end may have been sent.
// Caught by: The input of the first call stays what is sent
// Verdict: failed

import Groundwork

extension Streams {
  package mutating func leaveToOthers() throws {
    close()
  }
}

extension Feed {
  package mutating func resume(with input: [UInt8], of command: [String]) throws {
    unsent += input
  }
}

extension Subprocess {
  package func report(_ streams: Streams, after timeout: Duration?) -> TimedOut {
    TimedOut(
      arguments: arguments, timeout: timeout ?? .zero, status: nil, output: streams.output.bytes,
      error: streams.error.bytes)
  }
}
