extension WireReader {
  /// Makes a number, a Bool or a String of an item; nil if `T` is something else.
  @inline(__always)
  func readScalar<T>(_ type: T.Type, from item: WireItem) throws -> T? {
    @inline(__always) func cast<U>(_ value: U) -> T { unsafeBitCast(value, to: T.self) }
    if T.self == Int.self { return cast(try readInteger(Int.self, item)) }
    if T.self == String.self { return cast(try readText(item)) }
    if T.self == Double.self { return cast(try readFloat(Double.self, item)) }
    if T.self == Bool.self { return cast(try readBool(item)) }
    if T.self == UInt8.self { return cast(try readInteger(UInt8.self, item)) }
    if T.self == Int32.self { return cast(try readInteger(Int32.self, item)) }
    if T.self == Int64.self { return cast(try readInteger(Int64.self, item)) }
    if T.self == UInt32.self { return cast(try readInteger(UInt32.self, item)) }
    if T.self == UInt64.self { return cast(try readInteger(UInt64.self, item)) }
    if T.self == UInt.self { return cast(try readInteger(UInt.self, item)) }
    if T.self == Float.self { return cast(try readFloat(Float.self, item)) }
    if T.self == Int8.self { return cast(try readInteger(Int8.self, item)) }
    if T.self == Int16.self { return cast(try readInteger(Int16.self, item)) }
    if T.self == UInt16.self { return cast(try readInteger(UInt16.self, item)) }
    if T.self == Int128.self { return cast(try readInteger(Int128.self, item)) }
    if T.self == UInt128.self { return cast(try readInteger(UInt128.self, item)) }
    return nil
  }

  @inline(__always)
  private func load<N: BitwiseCopyable>(_ type: N.Type, _ item: WireItem) throws -> N {
    guard item.end <= bytes.count else { throw truncated() }
    return bytes.loadUnaligned(fromByteOffset: item.start, as: N.self)
  }

  private func readInteger<I: FixedWidthInteger>(_ type: I.Type, _ item: WireItem) throws -> I {
    let value: I?
    switch item.tag {
    case 0..<0x80: value = I(truncatingIfNeeded: item.tag)
    case WireTag.int8: value = I(exactly: try load(Int8.self, item))
    case WireTag.int16: value = I(exactly: try load(Int16.self, item))
    case WireTag.int32: value = I(exactly: try load(Int32.self, item))
    case WireTag.int64: value = I(exactly: try load(Int64.self, item))
    case WireTag.int128: value = I(exactly: try load(Int128.self, item))
    case WireTag.uint8: value = I(exactly: try load(UInt8.self, item))
    case WireTag.uint16: value = I(exactly: try load(UInt16.self, item))
    case WireTag.uint32: value = I(exactly: try load(UInt32.self, item))
    case WireTag.uint64: value = I(exactly: try load(UInt64.self, item))
    case WireTag.uint128: value = I(exactly: try load(UInt128.self, item))
    default: throw mismatch(type, item)
    }
    guard let value else { throw corrupted("the integer does not fit in \(type)") }
    return value
  }

  private func readFloat<F: BinaryFloatingPoint & WireNumber>(
    _ type: F.Type, _ item: WireItem
  ) throws -> F {
    guard item.tag == F.wireTag else { throw mismatch(type, item) }
    return try load(type, item)
  }

  private func readBool(_ item: WireItem) throws -> Bool {
    switch item.tag {
    case WireTag.yes: return true
    case WireTag.no: return false
    default: throw mismatch(Bool.self, item)
    }
  }

  private func readText(_ item: WireItem) throws -> String {
    guard item.tag == WireTag.text else { throw mismatch(String.self, item) }
    return try text(item.start..<item.end)
  }

  /// The String whose UTF-8 lies at `range`.
  func text(_ range: Range<Int>) throws -> String {
    guard range.upperBound <= bytes.count else { throw truncated() }
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw corrupted("a String is not valid UTF-8")
    }
    return text
  }
}
