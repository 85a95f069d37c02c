/// What a value's `init(from:)` is given.
struct WireValueDecoder: Decoder {
  let reader: WireReader
  let item: WireItem

  var codingPath: [any CodingKey] { reader.path }
  var userInfo: [CodingUserInfoKey: Any] { reader.userInfo }

  func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try WireKeyedReader<Key>(reader, item, below: nil))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try WireListReader(reader, item, below: nil)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }
}

extension WireValueDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { item.tag == WireTag.nothing }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    // What is marked as an optional in an optional is so for the outer one alone.
    if item.tag == WireTag.some, reader.type is any WireOptional.Type {
      return try reader.read(type, from: reader.item(at: item.start, limit: item.end))
    }
    return try reader.read(type, from: item)
  }
}

/// A decoder for `super`, and for nested containers.
///
/// It has a path of its own, as it may be kept until the keys of the subclass are decoded.
struct WireNestedDecoder: Decoder {
  let reader: WireReader
  let item: WireItem
  let keys: WirePath?

  var codingPath: [any CodingKey] { reader.path(below: keys) }
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
struct WireKeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let reader: WireReader
  private let item: WireItem
  private let keys: WirePath?

  init(_ reader: WireReader, _ item: WireItem, below keys: WirePath?) throws {
    guard item.tag == WireTag.keyed else {
      throw reader.mismatch([String: Any].self, item, below: keys)
    }
    self.reader = reader
    self.item = item
    self.keys = keys
  }

  var codingPath: [any CodingKey] { reader.path(below: keys) }

  var allKeys: [Key] {
    var keys: [Key] = []
    reader.forEachKey(in: item) { name in
      if let key = Key(stringValue: name) { keys.append(key) }
    }
    return keys
  }

  func contains(_ key: Key) -> Bool {
    (try? find(key)) != nil
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    try value(of: key).tag == WireTag.nothing
  }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try reader.read(type, from: value(of: key), below: keys, at: key)
  }

  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    guard let item = try find(key), item.tag != WireTag.nothing else { return nil }
    if item.tag == WireTag.some, type is any WireOptional.Type {
      let inner = try reader.item(at: item.start, limit: item.end)
      return try reader.read(type, from: inner, below: keys, at: key)
    }
    return try reader.read(type, from: item, below: keys, at: key)
  }

  // What most properties are. The generic method would find out their type each time.

  func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
    try reader.read(type, from: value(of: key), below: keys, at: key)
  }

  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try reader.read(type, from: value(of: key), below: keys, at: key)
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try reader.read(type, from: value(of: key), below: keys, at: key)
  }

  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try reader.read(type, from: value(of: key), below: keys, at: key)
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
    let item = try value(of: key)
    let keys = WirePath(key, below: keys)
    try reader.checkDepth(below: keys)
    return WireNestedDecoder(reader: reader, item: item, keys: keys)
  }

  @inline(__always)
  private func find(_ key: some CodingKey) throws -> WireItem? {
    try reader.value(of: key.stringValue, in: item, below: keys)
  }

  @inline(__always)
  private func value(of key: some CodingKey) throws -> WireItem {
    if let item = try find(key) { return item }
    throw notFound(key)
  }

  private func notFound(_ key: some CodingKey) -> DecodingError {
    let path = codingPath
    return .keyNotFound(
      key,
      .init(
        codingPath: path,
        debugDescription: "The value at \(path.wireDescription) has no key "
          + "\"\(key.stringValue)\"; decode the type that was encoded."))
  }
}

/// The values of an unkeyed container: items with their tags, or the elements of a block.
struct WireListReader: UnkeyedDecodingContainer {
  private let reader: WireReader
  private let keys: WirePath?
  private var cursor: Int
  private let end: Int
  /// The elements' tag and size, if they are a block's; else the size is 0.
  private let tag: UInt8
  private let size: Int
  private(set) var currentIndex = 0

  init(_ reader: WireReader, _ item: WireItem, below keys: WirePath?) throws {
    self.reader = reader
    self.keys = keys
    self.end = item.end
    switch item.tag {
    case WireTag.list:
      cursor = item.start
      tag = item.tag
      size = 0
    case WireTag.block:
      cursor = item.start + 1
      tag = try reader.block(item).tag
      size = WireTag.size(ofNumber: tag) ?? 0
    default:
      throw reader.mismatch([Any].self, item, below: keys)
    }
  }

  var codingPath: [any CodingKey] { reader.path(below: keys) }
  var isAtEnd: Bool { cursor >= end }

  /// The number of elements, nil if they can't be counted.
  var count: Int? {
    if size > 0 { return currentIndex + (end - cursor) / size }
    var count = currentIndex
    var offset = cursor
    while offset < end {
      guard let item = try? reader.item(at: offset, limit: end) else { return nil }
      offset = item.end
      count += 1
    }
    return count
  }

  mutating func decodeNil() throws -> Bool {
    let item = try peek(Never.self)
    guard item.tag == WireTag.nothing else { return false }
    advance(after: item)
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let item = try peek(type)
    let value = try reader.read(
      type, from: item, below: keys, at: WireKey(intValue: currentIndex))
    advance(after: item)
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
    let item = try peek(R.self)
    let keys = WirePath(WireKey(intValue: currentIndex), below: keys)
    try reader.checkDepth(below: keys)
    let result = try make(WireNestedDecoder(reader: reader, item: item, keys: keys))
    advance(after: item)
    return result
  }

  @inline(__always)
  private func peek(_ type: Any.Type) throws -> WireItem {
    guard cursor < end else { throw past(type) }
    if size == 0 { return try reader.item(at: cursor, limit: end) }
    return WireItem(tag: tag, start: cursor, end: cursor + size)
  }

  @inline(__always)
  private mutating func advance(after item: WireItem) {
    cursor = item.end
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
