// Mistake: A message that does not come within a second is taken for the end.
// Caught by: receive waits for a message for as long as it takes
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
    guard try descriptor.waitUntilReadable(until: Deadline(after: .seconds(1))) else {
      throw ConnectionError.closed
    }
    let message = try takeMessage()
    return try message.withBytes { try message.decoder.decode(type, from: $0) }
  }
}
