// Mistake: A mutex is taken, but not the one that the other senders hold.
// Caught by: A thread that sends outside of a turn is waited for, too
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  private static let turn = Mutex<Void>(())

  /// Waits until no other thread sends through this end, and then sends a frame (`sendNow`).
  ///
  /// `post` calls it when another thread is sending. The frames of two threads must not mix, and a
  /// thread that waits in `receive` must keep nobody from sending.
  ///
  /// - Parameters:
  ///   - frame: Room for a header, and then the encoded message.
  ///   - descriptors: What goes with it.
  /// - Throws: What `sendNow` throws.
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    try Self.turn.withLock { _ in try sendNow(frame, handing: descriptors) }
  }

  /// Waits until no other thread receives from this end, and then receives a frame (`receiveNow`).
  ///
  /// `takeMessage` calls it when another thread is receiving. Each thread must get a whole message.
  ///
  /// - Returns: The message.
  /// - Throws: What `receiveNow` throws.
  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in try receiveNow() }
  }
}
