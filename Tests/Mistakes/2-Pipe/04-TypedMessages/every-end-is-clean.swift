// Mistake: A stream that ends inside of a message is taken for one that has ended well.
// Caught by: What takeMessage throws comes out: an end inside of a message is another than one after it
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
    let message: Message
    do {
      message = try takeMessage()
    } catch ConnectionError.truncated {
      throw ConnectionError.closed
    }
    return try message.withBytes { try message.decoder.decode(type, from: $0) }
  }
}
