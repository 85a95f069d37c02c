// Mistake: What was encoded before an error is sent.
// Caught by: A value that can't be encoded throws its error, and nothing of it is sent
// Verdict: failed

import Groundwork

extension Connection {
  public func send<Value: Encodable>(_ value: Value) throws {
    let handles = Attachments()
    do {
      try Self.encoder(collecting: handles).withEncodedBytes(
        of: value, after: FrameHeader.byteCount
      ) { frame in
        try post(frame, with: handles)
      }
    } catch let error as ConnectionError {
      throw error
    } catch {
      // Somebody waits for a message: let there be an empty one.
      try WireEncoder().withEncodedBytes(of: "", after: FrameHeader.byteCount) { frame in
        try post(frame, with: handles)
      }
      throw error
    }
  }

  public func receive<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let message = try takeMessage()
    return try message.withBytes { try message.decoder.decode(type, from: $0) }
  }
}
