// Alternative: Each stream is closed by itself.

import Groundwork

extension Streams {
  package mutating func leaveToOthers() throws {
    input.close()
    output.close()
    error.close()
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
