// Mistake: One mutex for both directions: while a thread waits for a message, nobody can send.
// Caught by: A receiver keeps nobody from sending, nor a sender anybody from receiving
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
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
    // The whole frame is one turn. With a turn for each write, two frames would mix.
    try sending.withLock { _ in try sendNow(frame, handing: descriptors) }
  }

  /// Waits until no other thread receives from this end, and then receives a frame (`receiveNow`).
  ///
  /// `takeMessage` calls it when another thread is receiving. Each thread must get a whole message.
  ///
  /// - Returns: The message.
  /// - Throws: What `receiveNow` throws.
  package func receiveInTurn() throws -> Message {
    try sending.withLock { _ in try receiveNow() }
  }
}
