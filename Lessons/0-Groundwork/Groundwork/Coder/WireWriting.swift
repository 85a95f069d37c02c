extension WireBuffer {
  /// Appends a number, a Bool or a String; false if `value` is something else.
  @inline(__always)
  mutating func append<T>(scalar value: T) -> Bool {
    @inline(__always) func cast<U>(_: U.Type) -> U { unsafeBitCast(value, to: U.self) }
    if T.self == Int.self {
      append(integer: cast(Int.self))
    } else if T.self == String.self {
      append(taggedText: cast(String.self))
    } else if T.self == Double.self {
      append(number: cast(Double.self))
    } else if T.self == Bool.self {
      append(bool: cast(Bool.self))
    } else if T.self == UInt8.self {
      append(integer: Int(cast(UInt8.self)))
    } else if T.self == Int32.self {
      append(wide: cast(Int32.self))
    } else if T.self == Int64.self {
      append(wide: cast(Int64.self))
    } else if T.self == UInt32.self {
      append(wide: cast(UInt32.self))
    } else if T.self == UInt64.self {
      append(wide: cast(UInt64.self))
    } else if T.self == UInt.self {
      append(wide: cast(UInt.self))
    } else if T.self == Float.self {
      append(number: cast(Float.self))
    } else if T.self == Int8.self {
      append(integer: Int(cast(Int8.self)))
    } else if T.self == Int16.self {
      append(integer: Int(cast(Int16.self)))
    } else if T.self == UInt16.self {
      append(integer: Int(cast(UInt16.self)))
    } else if T.self == Int128.self {
      append(wide: cast(Int128.self))
    } else if T.self == UInt128.self {
      append(wide: cast(UInt128.self))
    } else {
      return false
    }
    return true
  }

  @inline(__always)
  mutating func append(taggedText text: String) {
    append(WireTag.text)
    append(text: text)
  }

  @inline(__always)
  mutating func append(bool: Bool) {
    append(bool ? WireTag.yes : WireTag.no)
  }
}

extension WireWriter {
  /// Among how many keys of a frame a repeated one is looked for.
  private static var checkedKeys: Int { 64 }

  /// Writes a key of the innermost frame, and returns where it is.
  ///
  /// A repeated key is refused, as one of the two values would be lost. More keys than a person
  /// writes are a dictionary's, and distinct.
  @inline(__always)
  func write(key: String) throws -> Int {
    let offset = state.buffer.count
    state.buffer.append(text: key)
    if state.keyCount - state.frame.firstKey >= Self.checkedKeys { return offset }
    let last = state.buffer.count - 1
    let hash =
      Int(state.buffer[last]) &* 31 &+ Int(state.buffer[(offset + last) / 2]) &* 7
      &+ last &- offset
    let bit: UInt64 = 1 << UInt64(hash & 63)
    if state.frame.keyBits & bit != 0 { try checkRepetition(offset) }
    state.frame.keyBits |= bit
    if state.keyCount < state.keyOffsets.count {
      state.keyOffsets[state.keyCount] = offset
    } else {
      state.keyOffsets.append(offset)
    }
    state.keyCount += 1
    return offset
  }

  private func checkRepetition(_ offset: Int) throws {
    let bytes = state.buffer.bytes
    // The length comes first, so that no key is taken for a longer one.
    let key = UnsafeRawBufferPointer(rebasing: bytes[offset...])
    for other in state.keyOffsets[state.frame.firstKey..<state.keyCount]
    where wireEqual(key, UnsafeRawBufferPointer(rebasing: bytes[other...].prefix(key.count))) {
      let name = String(decoding: key.dropFirst(key.count < 0x80 ? 1 : 2), as: UTF8.self)
      state.buffer.truncate(to: offset)
      throw misuse("encoded the key \"\(name)\" twice; encode each key of a container once")
    }
  }

  /// Takes back a key whose value could not be encoded.
  func unwrite(keyAt offset: Int) {
    state.buffer.truncate(to: offset)
    let last = state.keyCount - 1
    if last >= 0, state.keyOffsets[last] == offset { state.keyCount = last }
  }

  /// Appends the elements to the innermost frame, a list, if that can be done in one piece.
  func appendBlock<Element>(_ elements: UnsafeBufferPointer<Element>) -> Bool {
    guard let number = Element.self as? any WireNumber.Type else { return false }
    let frame = state.frame
    let tag = number.wireTag
    switch frame.shape {
    case .list where frame.count == 0:
      state.buffer[frame.start] = WireTag.block
      state.buffer.append(tag)
      state.frame.shape = .block
    case .block where state.buffer[frame.start + 2] == tag:
      break
    default:
      return false
    }
    state.buffer.append(contentsOf: UnsafeRawBufferPointer(elements))
    state.frame.count += elements.count
    return true
  }

  /// Makes the innermost frame's block a list, to which anything can be appended.
  func unblock() {
    let start = state.frame.start
    let tag = state.buffer[start + 2]
    let elements = Array(state.buffer.bytes[(start + 3)...])
    state.buffer.truncate(to: start + 2)
    state.buffer[start] = WireTag.list
    state.frame.shape = .list
    let size = WireTag.size(ofNumber: tag) ?? 1
    for first in stride(from: 0, to: elements.count, by: size) {
      state.buffer.append(tag)
      elements[first..<(first + size)].withUnsafeBytes {
        state.buffer.append(contentsOf: $0)
      }
    }
  }
}
