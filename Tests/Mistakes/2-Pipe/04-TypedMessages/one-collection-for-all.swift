// Mistake: All messages collect their handles in one place, so that those of earlier ones are posted again.
// Caught by: The handles of a message are collected
// Verdict: failed

import Groundwork

extension Connection {
  private static let handles = Attachments()

  public func send<Value: Encodable>(_ value: Value) throws {
    let encoder = Self.encoder(collecting: Self.handles)
    try encoder.withEncodedBytes(of: value, after: FrameHeader.byteCount) { frame in
      try post(frame, with: Self.handles)
    }
  }

  public func receive<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let message = try takeMessage()
    return try message.withBytes { try message.decoder.decode(type, from: $0) }
  }
}
