// Mistake: The turn is waited for, and over before the frame is sent.
// Caught by: While one thread is in the middle of a frame, another one waits
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    sending.withLock { _ in }
    try sendNow(frame, handing: descriptors)
  }

  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in try receiveNow() }
  }
}
