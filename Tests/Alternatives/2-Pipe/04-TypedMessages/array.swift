// Alternative: The value is encoded to an array, and copied behind room for a header.

import Groundwork

extension Connection {
  public func send<Value: Encodable>(_ value: Value) throws {
    let handles = Attachments()
    let bytes = try Self.encoder(collecting: handles).encode(value)
    var frame = [UInt8](repeating: 0, count: FrameHeader.byteCount) + bytes
    try frame.withUnsafeMutableBytes { try post($0, with: handles) }
  }

  public func receive<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let message = try takeMessage()
    return try message.withBytes { try message.decoder.decode(type, from: $0) }
  }
}
