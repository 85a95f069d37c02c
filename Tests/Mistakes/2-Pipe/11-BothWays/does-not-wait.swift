// Mistake: Once the answer is there, nobody waits until the message is sent.
// Caught by: It goes on until the whole message is sent
// Verdict: failed

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
    try BackgroundThread { try? self.send(message) }
    return try receive(type)
  }
}
