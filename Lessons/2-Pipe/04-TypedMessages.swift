import Groundwork

extension Connection {
  /// Sends a value, which arrives at the other end as an equal one.
  ///
  /// Blocks while there is no room: a large message is sent only as fast as it is received.
  ///
  /// - Parameter value: Any value that can be encoded.
  /// - Throws: `ConnectionError.noReceiver` if the other end is closed, and other connection errors;
  ///   what the value's `encode(to:)` throws, before any of it is sent.
  public func send<Value: Encodable>(_ value: Value) throws {
    todo("Encode the value behind room for a header, and post the frame.")
  }

  /// Receives the next message.
  ///
  /// Blocks until it is there; `poll` tells whether something is.
  ///
  /// - Parameter type: What the message is: a type like that of the value that was sent.
  /// - Returns: A copy of the value that was sent.
  /// - Throws: `ConnectionError.closed` if there are no more messages, and other connection errors;
  ///   `DecodingError` if the message is no such value. That message is lost then, and the next one
  ///   can be received.
  public func receive<Value: Decodable>(_ type: Value.Type) throws -> Value {
    todo("Take a message, and decode it.")
  }
}
