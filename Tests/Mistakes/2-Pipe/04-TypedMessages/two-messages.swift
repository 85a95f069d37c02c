// Mistake: The length of a value is sent as a message of its own.
// Caught by: Each message is one frame, encoded by WireEncoder
// Verdict: failed

import Groundwork

extension Connection {
  public func send<Value: Encodable>(_ value: Value) throws {
    let handles = Attachments()
    let encoder = Self.encoder(collecting: handles)
    let count = try encoder.encode(value).count
    try encoder.withEncodedBytes(of: count, after: FrameHeader.byteCount) { frame in
      try post(frame, with: handles)
    }
    try encoder.withEncodedBytes(of: value, after: FrameHeader.byteCount) { frame in
      try post(frame, with: handles)
    }
  }

  public func receive<Value: Decodable>(_ type: Value.Type) throws -> Value {
    _ = try takeMessage()
    let message = try takeMessage()
    return try message.withBytes { try message.decoder.decode(type, from: $0) }
  }
}
