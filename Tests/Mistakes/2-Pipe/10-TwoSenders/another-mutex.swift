// Mistake: A mutex is taken, but not the one that the other senders hold.
// Caught by: A thread that sends outside of a turn is waited for, too
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  private static let turn = Mutex<Void>(())

  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    try Self.turn.withLock { _ in try sendNow(frame, handing: descriptors) }
  }

  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in try receiveNow() }
  }
}
