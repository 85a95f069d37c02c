// Mistake: A sender whose peer has gone believes that all was sent.
// Caught by: What sending and receiving throw comes out, and the next one has its turn
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    // The whole frame is one turn. With a turn for each write, two frames would mix.
    sending.withLock { _ in try? sendNow(frame, handing: descriptors) }
  }
  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in try receiveNow() }
  }
}
