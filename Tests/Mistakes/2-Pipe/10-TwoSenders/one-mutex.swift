// Mistake: One mutex for both directions: while a thread waits for a message, nobody can send.
// Caught by: A receiver keeps nobody from sending, nor a sender anybody from receiving
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    // The whole frame is one turn. With a turn for each write, two frames would mix.
    try sending.withLock { _ in try sendNow(frame, handing: descriptors) }
  }

  package func receiveInTurn() throws -> Message {
    try sending.withLock { _ in try receiveNow() }
  }
}
