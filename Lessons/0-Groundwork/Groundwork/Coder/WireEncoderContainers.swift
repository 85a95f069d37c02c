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

  @inline(__always)
  private func open(_ shape: WireWriter.Shape) -> WireValueEncoder {
    if writer.isInnermost(id), writer.begin(shape) { return self }
    return refused()
  }

  private func refused() -> WireValueEncoder {
    writer.refused(
      writer.misuse("asked for containers of two kinds, or for a container out of turn"))
  }

  /// The writer, if it is this value's turn.
  @inline(__always)
  func writerInTurn() throws -> WireWriter {
    guard writer.isInnermost(id) else { throw outOfTurn() }
    return writer
  }

  func outOfTurn() -> EncodingError {
    writer.session.misuse
      ?? writer.misuse(
        "was written to out of turn; use an encoder and its containers only inside encode(to:)")
  }
}

struct WireKeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: WireValueEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  /// Writes the key.
  @inline(__always)
  private func begin(_ key: Key) throws -> WireWriter {
    let writer = try encoder.writerInTurn()
    _ = try writer.write(key: key.stringValue)
    return writer
  }

  func encodeNil(forKey key: Key) throws {
    try begin(key).state.buffer.append(WireTag.nothing)
  }

  // What most properties are. The generic method would find out their type each time.

  func encode(_ value: Int, forKey key: Key) throws {
    try begin(key).state.buffer.append(integer: value)
  }

  func encode(_ value: Double, forKey key: Key) throws {
    try begin(key).state.buffer.append(number: value)
  }

  func encode(_ value: Bool, forKey key: Key) throws {
    try begin(key).state.buffer.append(bool: value)
  }

  func encode(_ value: String, forKey key: Key) throws {
    try begin(key).state.buffer.append(taggedText: value)
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    _ = try write(value, key)
  }

  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    guard let value else { return }
    let start = try write(value, key)
    let tag = encoder.writer.state.buffer[start]
    if tag == WireTag.nothing || tag == WireTag.some, T.self is any WireOptional.Type {
      // What is nil is the value, and not the optional around it.
      withUnsafeBytes(of: (WireTag.some, tag)) {
        encoder.writer.state.buffer.replace(start, by: $0)
      }
    }
  }

  /// Writes key and value, and returns where the value starts.
  private func write<T: Encodable>(_ value: T, _ key: Key) throws -> Int {
    let writer = try encoder.writerInTurn()
    let keyStart = try writer.write(key: key.stringValue)
    let start = writer.state.buffer.count
    if writer.state.buffer.append(scalar: value) { return start }
    do {
      try writer.writeComposite(value, at: key)
    } catch {
      writer.unwrite(keyAt: keyStart)
      throw error
    }
    return start
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
    do {
      let writer = try encoder.writerInTurn()
      _ = try writer.write(key: key.stringValue)
      return writer.nested(at: key)
    } catch {
      return encoder.writer.refused(error as? EncodingError ?? encoder.outOfTurn())
    }
  }
}

struct WireListWriter: UnkeyedEncodingContainer {
  let encoder: WireValueEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  var count: Int {
    encoder.writer.isInnermost(encoder.id) ? encoder.writer.state.frame.count : 0
  }

  func encodeNil() throws {
    let writer = try begin()
    writer.state.buffer.append(WireTag.nothing)
    writer.state.frame.count += 1
  }

  func encode<T: Encodable>(_ value: T) throws {
    let writer = try begin()
    if !writer.state.buffer.append(scalar: value) {
      try writer.writeComposite(value, at: WireKey(intValue: writer.state.frame.count))
    }
    writer.state.frame.count += 1
  }

  func encode<S: Sequence>(contentsOf sequence: S) throws where S.Element: Encodable {
    let writer = try encoder.writerInTurn()
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
  private func begin() throws -> WireWriter {
    let writer = try encoder.writerInTurn()
    if writer.state.frame.shape == .block { writer.unblock() }
    return writer
  }

  private func nested() -> WireValueEncoder {
    guard let writer = try? begin() else {
      return encoder.writer.refused(encoder.outOfTurn())
    }
    let key = WireKey(intValue: writer.state.frame.count)
    writer.state.frame.count += 1
    return writer.nested(at: key)
  }
}

struct WireSingleWriter: SingleValueEncodingContainer {
  let encoder: WireValueEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil() throws {
    try begin().writeNil()
  }

  func encode<T: Encodable>(_ value: T) throws {
    let writer = try begin()
    if writer.state.buffer.append(scalar: value) { return }
    do {
      try writer.writeComposite(value, at: nil)
    } catch {
      writer.state.frame.shape = .empty
      throw error
    }
  }

  @inline(__always)
  private func begin() throws -> WireWriter {
    let writer = try encoder.writerInTurn()
    guard writer.state.frame.shape == .empty else {
      throw writer.misuse("encoded a second value in a single value container")
    }
    writer.state.frame.shape = .single
    return writer
  }
}
