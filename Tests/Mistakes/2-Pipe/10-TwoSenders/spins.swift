// Mistake: Asking again and again is taken for waiting.
// Caught by: While one thread is in the middle of a frame, another one waits
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    while true {
      let isSent: Void? = try sending.withLockIfAvailable { _ in
        try sendNow(frame, handing: descriptors)
      }
      if isSent != nil { return }
    }
  }

  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in try receiveNow() }
  }
}
