// Mistake: What goes wrong on the other thread stays there.
// Caught by: When the other end is closed, what send throws comes out
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
    let (done, working) = try Descriptor.pipe()
    try BackgroundThread {
      try? self.send(message)
      working.close()
    }
    let answer = Result { try receive(type) }
    _ = try done.waitUntilReadable()
    return try answer.get()
  }
}
