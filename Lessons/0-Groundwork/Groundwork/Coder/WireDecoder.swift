/// Decodes what `WireEncoder` encoded.
///
/// The bytes need not be trusted: whatever they are, decoding them throws or makes a value, within
/// memory proportional to their number, unless the type's own `init(from:)` traps (Foundation's
/// `URLComponents` does). Values nested more than 2,000 deep throw, on a small stack earlier.
///
/// ```swift
/// let bytes = try WireEncoder().encode(["one", "two"])
/// let words = try WireDecoder().decode([String].self, from: bytes)
/// print(words)  // ["one", "two"]
/// ```
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
    // A number alone needs no reader.
    if T.self == Int.self, let number = bytes.wireInteger {
      return unsafeBitCast(number, to: type)
    }
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

extension UnsafeRawBufferPointer {
  /// The integer that these bytes stand for, and nothing else; nil if there is no such one.
  fileprivate var wireInteger: Int? {
    guard let tag = first, count == 1 + (WireTag.size(ofNumber: tag) ?? 0) else { return nil }
    return switch tag {
    case 0..<0x80: Int(tag)
    case WireTag.int8: Int(loadUnaligned(fromByteOffset: 1, as: Int8.self))
    case WireTag.int16: Int(loadUnaligned(fromByteOffset: 1, as: Int16.self))
    case WireTag.int32: Int(loadUnaligned(fromByteOffset: 1, as: Int32.self))
    case WireTag.int64: Int(loadUnaligned(fromByteOffset: 1, as: Int64.self))
    default: nil
    }
  }
}
