// Mistake: It looks every two milliseconds whether it has its turn to receive.
// Caught by: Each of two receivers gets a whole message
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
    while true {
      let message = try receiving.withLockIfAvailable { _ in try receiveNow() }
      if let message { return message }
      usleep(2_000)
    }
  }
}
