// Mistake: A message that can't be decoded is taken for the end of the connection.
// Caught by: A message that can't be decoded throws, and the next one can be received
// Verdict: failed

import Groundwork

extension Connection {
  public func send<Value: Encodable>(_ value: Value) throws {
    let handles = Attachments()
    // The whole value is encoded before the first byte is sent: half a message can't be taken back.
    try Self.encoder(collecting: handles).withEncodedBytes(
      of: value, after: FrameHeader.byteCount
    ) { frame in
      try post(frame, with: handles)
    }
  }

  public func receive<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let message = try takeMessage()
    do {
      return try message.withBytes { try message.decoder.decode(type, from: $0) }
    } catch {
      close()
      throw error
    }
  }
}
