// Mistake: Every error is told as the end of the stream.
// Caught by: What sending and receiving throw comes out, and the next one has its turn
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    try sending.withLock { _ in try sendNow(frame, handing: descriptors) }
  }

  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in
      do {
        return try receiveNow()
      } catch {
        throw ConnectionError.closed
      }
    }
  }
}
