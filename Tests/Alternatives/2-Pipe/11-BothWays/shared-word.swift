// Alternative: The thread stores a word, and wakes who waits for it.

import Groundwork
import Synchronization

extension Connection {
  /// Sends a message, and receives one meanwhile.
  ///
  /// Both ends can call it at the same time, however large the messages are. If both would send
  /// first, each would wait for the other one to receive.
  ///
  /// - Parameters:
  ///   - message: What to send.
  ///   - type: What to receive.
  /// - Returns: What was received, once both are done.
  /// - Throws: What `send` throws, or else what `receive` throws.
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    let done = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let failure = Mutex<(any Error)?>(nil)
    try BackgroundThread {
      do { try self.send(message) } catch { failure.withLock { $0 = error } }
      done.store(1)
      done.wake()
    }
    let answer = Result { try receive(type) }
    while done.load() == 0 { _ = done.wait(while: 0) }
    if let error = failure.withLock({ $0 }) { throw error }
    return try answer.get()
  }
}
