// Mistake: Those who wait go through one gate of all connections.
// Caught by: So it does while the first one waits for room
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  private static let senders = Mutex(())
  private static let receivers = Mutex(())

  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    // In the order in which they came.
    try Self.senders.withLock { _ in
      try sending.withLock { _ in try sendNow(frame, handing: descriptors) }
    }
  }

  package func receiveInTurn() throws -> Message {
    try Self.receivers.withLock { _ in
      try receiving.withLock { _ in try receiveNow() }
    }
  }
}
