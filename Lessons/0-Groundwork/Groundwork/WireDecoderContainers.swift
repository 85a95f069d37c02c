/// What a value's `init(from:)` is given.
struct WireValueDecoder: Decoder {
  let reader: WireReader
  let item: WireItem

  var codingPath: [any CodingKey] { reader.path }
  var userInfo: [CodingUserInfoKey: Any] { reader.userInfo }

  func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try WireKeyedReader<Key>(reader, item, below: []))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try WireListReader(reader, item, below: [])
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }
}

extension WireValueDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { item.tag == WireTag.nothing }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    // What is marked as an optional in an optional is so for the outer one alone.
    if item.tag == WireTag.some, reader.type is any WireOptional.Type {
      return try reader.read(type, from: reader.item(at: item.start, limit: item.end).0)
    }
    return try reader.read(type, from: item)
  }
}

/// A decoder for `super`, which may be kept until the keys of the subclass are decoded.
struct WireNestedDecoder: Decoder {
  let reader: WireReader
  let item: WireItem
  let keys: [any CodingKey]

  var codingPath: [any CodingKey] { reader.path + keys }
  var userInfo: [CodingUserInfoKey: Any] { reader.userInfo }

  func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try WireKeyedReader<Key>(reader, item, below: keys))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try WireListReader(reader, item, below: keys)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    WireValueDecoder(reader: reader, item: item)
  }
}

/// The value of a keyed container.
///
/// Keys are mostly asked for in the order in which they were encoded, so the search for one starts
/// after the one before.
final class WireKeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let reader: WireReader
  private let item: WireItem
  private let keys: [any CodingKey]
  private var cursor: Int

  init(_ reader: WireReader, _ item: WireItem, below keys: [any CodingKey]) throws {
    guard item.tag == WireTag.keyed else {
      throw reader.mismatch([String: Any].self, item, below: keys)
    }
    self.reader = reader
    self.item = item
    self.keys = keys
    self.cursor = item.start
  }

  var codingPath: [any CodingKey] { reader.path + keys }

  var allKeys: [Key] {
    var result: [Key] = []
    var offset = item.start
    while offset < item.end {
      guard let name = try? nextKey(&offset), let text = try? reader.text(name),
        let (_, end) = try? reader.item(at: offset, limit: item.end)
      else { break }
      offset = end
      if let key = Key(stringValue: text) { result.append(key) }
    }
    return result
  }

  func contains(_ key: Key) -> Bool {
    (try? find(key.stringValue)) != nil
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    try value(of: key).tag == WireTag.nothing
  }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try reader.read(type, from: value(of: key), at: key, below: keys)
  }

  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    guard var item = try find(key.stringValue), item.tag != WireTag.nothing else { return nil }
    if item.tag == WireTag.some, type is any WireOptional.Type {
      item = try reader.item(at: item.start, limit: item.end).0
    }
    return try reader.read(type, from: item, at: key, below: keys)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try nested(key).container(keyedBy: Nested.self)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try nested(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try nested(WireKey.superclass) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try nested(key) }

  private func nested(_ key: some CodingKey) throws -> WireNestedDecoder {
    try reader.checkDepth(adding: keys.count + 1)
    return WireNestedDecoder(reader: reader, item: try value(of: key), keys: keys + [key])
  }

  private func value(of key: some CodingKey) throws -> WireItem {
    if let item = try find(key.stringValue) { return item }
    let path = codingPath
    throw DecodingError.keyNotFound(
      key,
      .init(
        codingPath: path,
        debugDescription: "The value at \(path.wireDescription) has no key "
          + "\"\(key.stringValue)\"; decode the type that was encoded."))
  }

  private func find(_ name: String) throws -> WireItem? {
    var name = name
    return try name.withUTF8 { name in
      let start = cursor
      return try find(name, from: start, to: item.end)
        ?? find(name, from: item.start, to: start)
    }
  }

  private func find(
    _ name: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) throws -> WireItem? {
    var offset = start
    while offset < end {
      let key = try nextKey(&offset)
      let (value, next) = try reader.item(at: offset, limit: item.end)
      offset = next
      if key.count == name.count, reader.bytes[key].elementsEqual(name) {
        cursor = next
        return value
      }
    }
    return nil
  }

  /// Where the key at `offset` is, which is moved to its value.
  private func nextKey(_ offset: inout Int) throws -> Range<Int> {
    let count = try reader.length(at: &offset, limit: item.end)
    guard count <= item.end - offset else { throw reader.truncated(below: keys) }
    let start = offset
    offset += count
    return start..<offset
  }
}

/// The values of an unkeyed container: items with their tags, or the elements of a block.
struct WireListReader: UnkeyedDecodingContainer {
  private let reader: WireReader
  private let keys: [any CodingKey]
  private var cursor: Int
  private let end: Int
  /// The elements' tag, if they are a block's.
  private let blockTag: UInt8?
  private(set) var currentIndex = 0

  init(_ reader: WireReader, _ item: WireItem, below keys: [any CodingKey]) throws {
    self.reader = reader
    self.keys = keys
    self.end = item.end
    switch item.tag {
    case WireTag.list:
      cursor = item.start
      blockTag = nil
    case WireTag.block:
      cursor = item.start + 1
      blockTag = try reader.block(item).tag
    default:
      throw reader.mismatch([Any].self, item, below: keys)
    }
  }

  var codingPath: [any CodingKey] { reader.path + keys }
  var isAtEnd: Bool { cursor >= end }

  /// The number of elements, nil if they can't be counted.
  var count: Int? {
    if let blockTag, let size = WireTag.size(ofNumber: blockTag) {
      return currentIndex + (end - cursor) / size
    }
    var count = currentIndex
    var offset = cursor
    while offset < end {
      guard let (_, next) = try? reader.item(at: offset, limit: end) else { return nil }
      offset = next
      count += 1
    }
    return count
  }

  mutating func decodeNil() throws -> Bool {
    let (item, next) = try peek(Never.self)
    guard item.tag == WireTag.nothing else { return false }
    advance(to: next)
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let (item, next) = try peek(type)
    let value = try reader.read(
      type, from: item, at: WireKey(intValue: currentIndex), below: keys)
    advance(to: next)
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try nested { try $0.container(keyedBy: Nested.self) }
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try nested { try $0.unkeyedContainer() }
  }

  mutating func superDecoder() throws -> any Decoder { try nested { $0 } }

  private mutating func nested<R>(_ make: (WireNestedDecoder) throws -> R) throws -> R {
    try reader.checkDepth(adding: keys.count + 1)
    let (item, next) = try peek(R.self)
    let result = try make(
      WireNestedDecoder(
        reader: reader, item: item, keys: keys + [WireKey(intValue: currentIndex)]))
    advance(to: next)
    return result
  }

  @inline(__always)
  private func peek(_ type: Any.Type) throws -> (WireItem, end: Int) {
    guard cursor < end else { throw past(type) }
    guard let blockTag, let size = WireTag.size(ofNumber: blockTag) else {
      return try reader.item(at: cursor, limit: end)
    }
    return (WireItem(tag: blockTag, start: cursor, end: cursor + size), cursor + size)
  }

  @inline(__always)
  private mutating func advance(to next: Int) {
    cursor = next
    currentIndex += 1
  }

  private func past(_ type: Any.Type) -> DecodingError {
    let path = codingPath
    return .valueNotFound(
      type,
      .init(
        codingPath: path + [WireKey(intValue: currentIndex)],
        debugDescription: "The list at \(path.wireDescription) has only \(currentIndex) elements; "
          + "ask isAtEnd before the next."))
  }
}
