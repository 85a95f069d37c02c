/// What a value's `encode(to:)` is given.
struct WireValueEncoder: Encoder {
  let writer: WireWriter
  let id: Int

  var codingPath: [any CodingKey] { writer.path }
  var userInfo: [CodingUserInfoKey: Any] { writer.session.userInfo }

  func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(WireKeyedWriter<Key>(encoder: open(.keyed)))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    WireListWriter(encoder: open(.list))
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    WireSingleWriter(encoder: self)
  }

  private func open(_ shape: WireWriter.Shape) -> WireValueEncoder {
    if writer.isInnermost(id), writer.begin(shape) { return self }
    let other = writer.disconnected(
      "asked for a second container of another kind, or for a container out of turn")
    _ = other.writer.begin(shape)
    return other
  }

  /// Throws if this value is not the one whose turn it is.
  @inline(__always)
  func checkTurn() throws {
    guard writer.isInnermost(id) else { throw outOfTurn() }
  }

  private func outOfTurn() -> EncodingError {
    writer.misuse(
      "was written to out of turn; use an encoder and its containers only inside encode(to:)")
  }
}

struct WireKeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: WireValueEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }
  private var writer: WireWriter { encoder.writer }

  func encodeNil(forKey key: Key) throws {
    try encoder.checkTurn()
    writer.writeKey(key.stringValue)
    writer.bytes.append(WireTag.nothing)
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try encoder.checkTurn()
    let start = writer.bytes.count
    writer.writeKey(key.stringValue)
    do {
      try writer.write(value, at: key)
    } catch {
      writer.bytes.removeSubrange(start...)
      throw error
    }
  }

  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    guard let value else { return }
    guard T.self is any WireOptional.Type else { return try encode(value, forKey: key) }
    // The optional around an optional that is nil must be seen to be there.
    try encode(Optional(value), forKey: key)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    nested(key).container(keyedBy: Nested.self)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    nested(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { nested(WireKey.superclass) }
  func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

  private func nested(_ key: some CodingKey) -> WireValueEncoder {
    guard writer.isInnermost(encoder.id) else {
      return writer.disconnected("was asked for a nested container out of turn")
    }
    writer.writeKey(key.stringValue)
    return writer.nested(below: [key])
  }
}

struct WireListWriter: UnkeyedEncodingContainer {
  let encoder: WireValueEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }
  private var writer: WireWriter { encoder.writer }

  var count: Int { writer.isInnermost(encoder.id) ? writer.frames[writer.frames.count - 1].count : 0 }

  func encodeNil() throws {
    try begin()
    writer.bytes.append(WireTag.nothing)
    writer.countElements(1)
  }

  func encode<T: Encodable>(_ value: T) throws {
    try begin()
    try writer.write(value, at: WireKey(intValue: count))
    writer.countElements(1)
  }

  func encode<S: Sequence>(contentsOf sequence: S) throws where S.Element: Encodable {
    try encoder.checkTurn()
    let isWritten = sequence.withContiguousStorageIfAvailable { writer.appendBlock($0) }
    if isWritten == true { return }
    for element in sequence { try encode(element) }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    nested().container(keyedBy: Nested.self)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
  func superEncoder() -> any Encoder { nested() }

  @inline(__always)
  private func begin() throws {
    try encoder.checkTurn()
    if writer.frames[writer.frames.count - 1].shape == .block { writer.unblock() }
  }

  private func nested() -> WireValueEncoder {
    do { try begin() } catch {
      return writer.disconnected("was asked for a nested container out of turn")
    }
    let key = WireKey(intValue: count)
    writer.countElements(1)
    return writer.nested(below: [key])
  }
}

struct WireSingleWriter: SingleValueEncodingContainer {
  let encoder: WireValueEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }
  private var writer: WireWriter { encoder.writer }

  func encodeNil() throws {
    try begin()
    writer.writeNil()
  }

  func encode<T: Encodable>(_ value: T) throws {
    try begin()
    do {
      try writer.write(value)
    } catch {
      writer.shape(.empty)
      throw error
    }
  }

  @inline(__always)
  private func begin() throws {
    try encoder.checkTurn()
    guard writer.frames[writer.frames.count - 1].shape == .empty else {
      throw writer.misuse("encoded a second value in a single value container")
    }
    writer.shape(.single)
  }
}
