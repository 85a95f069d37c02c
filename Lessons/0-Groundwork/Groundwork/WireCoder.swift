/// Encodes Codable values to compact bytes.
public struct WireEncoder {
  /// Passed on to the values that are encoded, as `Encoder.userInfo`.
  public var userInfo: [CodingUserInfoKey: any Sendable] = [:]
  /// Makes an encoder.
  public init() {}
  /// The bytes of `value`.
  public func encode<T: Encodable>(_ value: T) throws -> [UInt8] { fatalError("to be written") }
}

/// Decodes what `WireEncoder` encoded.
public struct WireDecoder {
  /// Passed on to the values that are decoded, as `Decoder.userInfo`.
  public var userInfo: [CodingUserInfoKey: any Sendable] = [:]
  /// Makes a decoder.
  public init() {}
  /// The value that `bytes` stand for.
  public func decode<T: Decodable>(_ type: T.Type, from bytes: UnsafeRawBufferPointer) throws -> T { fatalError("to be written") }
  /// The value that `bytes` stand for.
  public func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
    try bytes.withUnsafeBytes { try decode(type, from: $0) }
  }
}
