// Mistake: The value is encoded by an encoder that takes no handles.
// Caught by: The handles of a message are collected
// Verdict: failed

import Groundwork

extension Connection {
  public func send<Value: Encodable>(_ value: Value) throws {
    let handles = Attachments()
    // The whole value is encoded before the first byte is sent: half a message can't be taken back.
    try WireEncoder().withEncodedBytes(
      of: value, after: FrameHeader.byteCount
    ) { frame in
      try post(frame, with: handles)
    }
  }

  public func receive<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let message = try takeMessage()
    return try message.withBytes { try message.decoder.decode(type, from: $0) }
  }
}
