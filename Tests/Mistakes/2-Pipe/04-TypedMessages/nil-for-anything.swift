// Mistake: What can't be decoded is nil, if nil is a value of the type.
// Caught by: A message of another type is no nil either
// Verdict: failed

import Groundwork

extension Connection {
  public func send<Value: Encodable>(_ value: Value) throws {
    let handles = Attachments()
    let encoder = Self.encoder(collecting: handles)
    try encoder.withEncodedBytes(of: value, after: FrameHeader.byteCount) { frame in
      try post(frame, with: handles)
    }
  }

  public func receive<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let message = try takeMessage()
    do {
      return try message.withBytes { try message.decoder.decode(type, from: $0) }
    } catch {
      if let none = Int?.none as? Value { return none }
      throw error
    }
  }
}
