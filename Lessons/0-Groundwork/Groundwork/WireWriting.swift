extension WireWriter {
  /// Writes a number, a Bool or a String; false if `value` is something else.
  @inline(__always)
  func writeScalar<T>(_ value: T) -> Bool {
    @inline(__always) func cast<U>(_: U.Type) -> U { unsafeBitCast(value, to: U.self) }
    if T.self == Int.self {
      writeInteger(cast(Int.self))
    } else if T.self == String.self {
      writeText(cast(String.self))
    } else if T.self == Double.self {
      writeNumber(cast(Double.self))
    } else if T.self == Bool.self {
      bytes.append(cast(Bool.self) ? WireTag.yes : WireTag.no)
    } else if T.self == UInt8.self {
      writeInteger(Int(cast(UInt8.self)))
    } else if T.self == Int32.self {
      writeInteger(Int(cast(Int32.self)))
    } else if T.self == Int64.self {
      writeWide(cast(Int64.self))
    } else if T.self == UInt32.self {
      writeWide(cast(UInt32.self))
    } else if T.self == UInt64.self {
      writeWide(cast(UInt64.self))
    } else if T.self == UInt.self {
      writeWide(cast(UInt.self))
    } else if T.self == Float.self {
      writeNumber(cast(Float.self))
    } else if T.self == Int8.self {
      writeInteger(Int(cast(Int8.self)))
    } else if T.self == Int16.self {
      writeInteger(Int(cast(Int16.self)))
    } else if T.self == UInt16.self {
      writeInteger(Int(cast(UInt16.self)))
    } else if T.self == Int128.self {
      writeWide(cast(Int128.self))
    } else if T.self == UInt128.self {
      writeWide(cast(UInt128.self))
    } else {
      return false
    }
    return true
  }

  func writeInteger(_ value: Int) {
    if value >= 0, value < 128 {
      bytes.append(UInt8(truncatingIfNeeded: value))
    } else if let value = Int8(exactly: value) {
      writeNumber(value)
    } else if let value = Int16(exactly: value) {
      writeNumber(value)
    } else if let value = Int32(exactly: value) {
      writeNumber(value)
    } else {
      writeNumber(value)
    }
  }

  private func writeWide<I: FixedWidthInteger>(_ value: I) {
    if let value = Int(exactly: value) {
      writeInteger(value)
    } else if let value = Int64(exactly: value) {
      writeNumber(value)
    } else if let value = UInt64(exactly: value) {
      writeNumber(value)
    } else if let value = Int128(exactly: value) {
      writeNumber(value)
    } else {
      writeNumber(UInt128(truncatingIfNeeded: value))
    }
  }

  @inline(__always)
  private func writeNumber<N: WireNumber>(_ value: N) {
    bytes.append(N.wireTag)
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }

  private func writeText(_ text: String) {
    bytes.append(WireTag.text)
    writeKey(text)
  }

  /// Writes a length and the text's UTF-8.
  @inline(__always)
  func writeKey(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      writeLength(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  func writeBlock(of tag: UInt8, _ elements: UnsafeRawBufferPointer) {
    bytes.append(WireTag.block)
    writeLength(elements.count + 1)
    bytes.append(tag)
    bytes.append(contentsOf: elements)
  }

  @inline(__always)
  private func writeLength(_ length: Int) {
    var rest = length
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Replaces the byte at `offset` by the length of all that follows it.
  func setLength(at offset: Int) {
    let length = bytes.count - offset - 1
    if length < 0x80 {
      bytes[offset] = UInt8(length)
      return
    }
    let end = bytes.count
    writeLength(length)
    let encoded = Array(bytes[end...])
    bytes.removeSubrange(end...)
    bytes.replaceSubrange(offset...offset, with: encoded)
  }

  /// Appends the elements to the innermost frame, a list, if that can be done in one piece.
  func appendBlock<Element>(_ elements: UnsafeBufferPointer<Element>) -> Bool {
    guard let number = Element.self as? any WireNumber.Type else { return false }
    let frame = frames[frames.count - 1]
    let tag = number.wireTag
    switch frame.shape {
    case .list where frame.count == 0:
      bytes[frame.start] = WireTag.block
      bytes.append(tag)
      shape(.block)
    case .block where bytes[frame.start + 2] == tag:
      break
    default:
      return false
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(elements))
    countElements(elements.count)
    return true
  }

  /// Makes the innermost frame's block a list, to which anything can be appended.
  func unblock() {
    let frame = frames[frames.count - 1]
    let tag = bytes[frame.start + 2]
    let elements = Array(bytes[(frame.start + 3)...])
    bytes.removeSubrange((frame.start + 2)...)
    bytes[frame.start] = WireTag.list
    shape(.list)
    let size = WireTag.size(ofNumber: tag) ?? 1
    for start in stride(from: 0, to: elements.count, by: size) {
      bytes.append(tag)
      bytes.append(contentsOf: elements[start..<(start + size)])
    }
  }
}
