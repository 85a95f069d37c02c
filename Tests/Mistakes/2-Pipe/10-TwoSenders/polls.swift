// Mistake: It looks every two milliseconds whether it has its turn.
// Caught by: So it does while the first one waits for room
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    // The whole frame is one turn. With a turn for each write, two frames would mix.
    while true {
      let isSent: Void? = try sending.withLockIfAvailable { _ in
        try sendNow(frame, handing: descriptors)
      }
      if isSent != nil { return }
      usleep(2_000)
    }
  }
  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in try receiveNow() }
  }
}
