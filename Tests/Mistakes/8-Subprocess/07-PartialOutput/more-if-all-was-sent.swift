// Mistake: "Throws: `inputGiven`, unless `input` is empty": if the first input has been sent
// completely, other input is silently taken and never sent.
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
    guard input.isEmpty || unsent.isEmpty else { throw SubprocessError.inputGiven(command) }
  }
}

extension Subprocess {
  package func report(_ streams: Streams, after timeout: Duration?) -> TimedOut {
    TimedOut(
      arguments: arguments, timeout: timeout ?? .zero, status: nil, output: streams.output.bytes,
      error: streams.error.bytes)
  }
}
