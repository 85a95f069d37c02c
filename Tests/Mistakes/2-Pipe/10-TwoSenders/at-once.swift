// Mistake: Each write arrives in one piece, so nobody need wait.
// Caught by: While one thread is in the middle of a frame, another one waits
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    try sendNow(frame, handing: descriptors)
  }

  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in try receiveNow() }
  }
}
