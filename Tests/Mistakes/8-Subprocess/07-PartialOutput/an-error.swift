// Mistake: It takes a program that started another one for an error.
// Caught by: Streams that only others hold open are let go, and what came is kept
// Verdict: failed

import Groundwork

extension Streams {
  package mutating func leaveToOthers() throws {
    close()
    throw SystemError("read", number: EPIPE)
  }
}

extension Feed {
  package mutating func resume(with input: [UInt8], of command: [String]) throws {
    if !input.isEmpty { throw SubprocessError.inputGiven(command) }
  }
}

extension Subprocess {
  package func report(_ streams: Streams, after timeout: Duration?) -> TimedOut {
    TimedOut(
      arguments: arguments, timeout: timeout ?? .zero, status: nil, output: streams.output.bytes,
      error: streams.error.bytes)
  }
}
