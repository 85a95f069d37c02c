/// Decodes what `WireEncoder` encoded.
///
/// The bytes need not be trusted: whatever they are, decoding them throws or makes a value, within
/// memory proportional to their number. Values nested more than 512 deep throw.
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
    let reader = WireReader(bytes: bytes, userInfo: userInfo.mapValues { $0 })
    // A decoder that a value kept for later finds nothing, instead of memory that is gone.
    defer { reader.bytes = UnsafeRawBufferPointer(start: nil, count: 0) }
    let (item, end) = try reader.item(at: 0, limit: bytes.count)
    guard end == bytes.count else {
      throw reader.corrupted("\(bytes.count - end) more bytes follow the value")
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

/// A value among the bytes: its tag, and where what the tag announces starts and ends.
struct WireItem {
  private let head: UInt
  let end: Int

  init(tag: UInt8, start: Int, end: Int) {
    self.head = UInt(bitPattern: start) << 8 | UInt(tag)
    self.end = end
  }

  var tag: UInt8 { UInt8(truncatingIfNeeded: head) }
  var start: Int { Int(bitPattern: head >> 8) }
}

/// Reads values from a row of bytes.
final class WireReader {
  fileprivate(set) var bytes: UnsafeRawBufferPointer
  let userInfo: [CodingUserInfoKey: Any]
  private(set) var path: [any CodingKey] = []
  /// The type whose `init(from:)` runs.
  private(set) var type: Any.Type = Never.self
  private(set) var depth = 0

  init(bytes: UnsafeRawBufferPointer, userInfo: [CodingUserInfoKey: Any]) {
    self.bytes = bytes
    self.userInfo = userInfo
  }

  // MARK: Items

  /// The value at `offset` and the offset after it; nothing of it lies at or after `limit`.
  @inline(__always)
  func item(at offset: Int, limit: Int) throws -> (WireItem, end: Int) {
    var offset = offset
    let limit = min(limit, bytes.count)
    guard offset < limit else { throw truncated() }
    let first = bytes[offset]
    if first < 0x80 { return (WireItem(tag: first, start: offset, end: offset + 1), offset + 1) }
    var tag = first
    let start = offset
    while tag == WireTag.some {
      offset += 1
      guard offset < limit else { throw truncated() }
      tag = bytes[offset]
    }
    offset += 1
    let end: Int
    switch tag {
    case 0..<0x80, WireTag.nothing, WireTag.no, WireTag.yes:
      end = offset
    case WireTag.text, WireTag.list, WireTag.keyed, WireTag.block:
      let length = try length(at: &offset, limit: limit)
      guard length <= limit - offset else { throw truncated() }
      end = offset + length
    default:
      guard let size = WireTag.size(ofNumber: tag) else {
        throw corrupted("the tag \(tag) is of no kind of value")
      }
      guard size <= limit - offset else { throw truncated() }
      end = offset + size
    }
    if first == WireTag.some { return (WireItem(tag: first, start: start + 1, end: end), end) }
    return (WireItem(tag: tag, start: offset, end: end), end)
  }

  /// The length at `offset`, which is moved after it.
  @inline(__always)
  func length(at offset: inout Int, limit: Int) throws -> Int {
    var length = 0
    var shift = 0
    while true {
      guard offset < min(limit, bytes.count) else { throw truncated() }
      let byte = bytes[offset]
      offset += 1
      length |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return length }
      shift += 7
      guard shift < 56 else { throw corrupted("a length is over 56 bits") }
    }
  }

  // MARK: Values

  /// Makes a `T` of an item.
  @inline(__always)
  func read<T: Decodable>(_ type: T.Type, from item: WireItem) throws -> T {
    if let value = try readScalar(type, from: item) { return value }
    return try readComposite(type, from: item)
  }

  /// Makes a `T` of an item that lies below `keys`.
  @inline(__always)
  func read<T: Decodable>(
    _ type: T.Type, from item: WireItem, at key: some CodingKey, below keys: [any CodingKey]
  ) throws -> T {
    path.append(contentsOf: keys)
    path.append(key)
    depth += keys.count
    defer {
      path.removeLast(keys.count + 1)
      depth -= keys.count
    }
    return try read(type, from: item)
  }

  private func readComposite<T: Decodable>(_ type: T.Type, from item: WireItem) throws -> T {
    if item.tag == WireTag.block, let value = try readBlock(type, from: item) { return value }
    try checkDepth(adding: 1)
    let outer = self.type
    self.type = type
    depth += 1
    defer {
      self.type = outer
      depth -= 1
    }
    return try T(from: WireValueDecoder(reader: self, item: item))
  }

  func checkDepth(adding levels: Int) throws {
    guard depth + levels <= WireLimit.depth else {
      throw corrupted("values are nested more than \(WireLimit.depth) deep")
    }
  }

  private func readBlock<T>(_ type: T.Type, from item: WireItem) throws -> T? {
    let (tag, elements) = try block(item)
    if let block = wireBlock(type) {
      guard block.elementTag == tag else { return nil }
      return block.init(elementBytes: elements) as? T
    }
    guard tag == WireTag.uint8, let make = wireDataMaker(type) else { return nil }
    return make(elements)
  }

  /// The elements' tag, and their bytes.
  func block(_ item: WireItem) throws -> (tag: UInt8, elements: UnsafeRawBufferPointer) {
    guard item.start < item.end, item.end <= bytes.count else { throw truncated() }
    let tag = bytes[item.start]
    guard let size = WireTag.size(ofNumber: tag), (item.end - item.start - 1) % size == 0 else {
      throw corrupted("a list of numbers is not made of whole numbers")
    }
    return (tag, UnsafeRawBufferPointer(rebasing: bytes[(item.start + 1)..<item.end]))
  }

  // MARK: Errors

  func truncated(below keys: [any CodingKey] = []) -> DecodingError {
    corrupted("the bytes end inside it", below: keys)
  }

  func corrupted(_ problem: String, below keys: [any CodingKey] = []) -> DecodingError {
    let path = path + keys
    return .dataCorrupted(
      .init(
        codingPath: path,
        debugDescription: "The value at \(path.wireDescription) can't be read: \(problem)."))
  }

  func mismatch(
    _ type: Any.Type, _ item: WireItem, below keys: [any CodingKey] = []
  ) -> DecodingError {
    let path = path + keys
    let context = DecodingError.Context(
      codingPath: path,
      debugDescription: "The value at \(path.wireDescription) was to be \(type) but is "
        + "\(WireTag.name(item.tag)); decode the type that was encoded.")
    return item.tag == WireTag.nothing
      ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }
}
