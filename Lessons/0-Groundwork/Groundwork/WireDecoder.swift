/// Decodes what `WireEncoder` encoded.
///
/// The bytes need not be trusted: whatever they are, decoding them throws or makes a value, within
/// memory proportional to their number, unless the type's own `init(from:)` traps (Foundation's
/// `URLComponents` does). Values nested more than 2,000 deep throw, on a small stack earlier.
public struct WireDecoder {
  /// Passed on to the values that are decoded, as `Decoder.userInfo`.
  public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

  /// Makes a decoder.
  public init() {}

  /// The value that `bytes` stand for.
  ///
  /// - Throws: `DecodingError` if the bytes are not what such a value encodes to, if something
  ///   follows the value, or if it is nested too deeply; and what the value's `init(from:)` throws.
  public func decode<T: Decodable>(_ type: T.Type, from bytes: UnsafeRawBufferPointer) throws -> T {
    let reader = WireReader(bytes: bytes, userInfo: userInfo)
    // A decoder that a value kept for later finds nothing, instead of memory that is gone.
    defer { reader.forgetBytes() }
    let item = try reader.item(at: 0, limit: bytes.count)
    guard item.end == bytes.count else {
      throw reader.corrupted("\(bytes.count - item.end) more bytes follow it")
    }
    return try reader.read(type, from: item)
  }

  /// The value that `bytes` stand for.
  ///
  /// - Throws: As decoding from a buffer does.
  public func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
    try bytes.withUnsafeBytes { try decode(type, from: $0) }
  }
}
