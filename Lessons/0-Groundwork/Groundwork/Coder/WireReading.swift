/// Why an item is not the number, Bool or String that was asked for.
enum WireProblem: Error {
  case mismatch, misfit, notUTF8, gone
}

extension WireReader {
  /// Makes a `T` of an item that lies below `keys`.
  @inline(__always)
  func read<T: Decodable>(
    _ type: T.Type, from item: WireItem, below keys: WirePath? = nil,
    at key: @autoclosure () -> (any CodingKey)? = nil
  ) throws -> T {
    @inline(__always) func cast<U>(_ value: U) -> T { unsafeBitCast(value, to: T.self) }
    do throws(WireProblem) {
      if T.self == Int.self { return cast(try integer(item) as Int) }
      if T.self == String.self { return cast(try text(item)) }
      if T.self == Double.self { return cast(try number(item) as Double) }
      if T.self == Bool.self { return cast(try bool(item)) }
      if T.self == UInt8.self { return cast(try integer(item) as UInt8) }
      if T.self == Int32.self { return cast(try integer(item) as Int32) }
      if T.self == Int64.self { return cast(try integer(item) as Int64) }
      if T.self == UInt32.self { return cast(try integer(item) as UInt32) }
      if T.self == UInt64.self { return cast(try integer(item) as UInt64) }
      if T.self == UInt.self { return cast(try integer(item) as UInt) }
      if T.self == Float.self { return cast(try number(item) as Float) }
      if T.self == Int8.self { return cast(try integer(item) as Int8) }
      if T.self == Int16.self { return cast(try integer(item) as Int16) }
      if T.self == UInt16.self { return cast(try integer(item) as UInt16) }
      if T.self == Int128.self { return cast(try integer(item) as Int128) }
      if T.self == UInt128.self { return cast(try integer(item) as UInt128) }
    } catch {
      throw describe(error, type, item, below: keys, at: key())
    }
    return try readComposite(type, from: item, below: keys, at: key())
  }

  @inline(__always)
  func integer<I: FixedWidthInteger>(_ item: WireItem) throws(WireProblem) -> I {
    if item.tag < 0x80 { return I(truncatingIfNeeded: item.tag) }
    return try largeInteger(item)
  }

  private func largeInteger<I: FixedWidthInteger>(_ item: WireItem) throws(WireProblem) -> I {
    let value: I? =
      switch item.tag {
      case WireTag.int8: I(exactly: try load(item) as Int8)
      case WireTag.int16: I(exactly: try load(item) as Int16)
      case WireTag.int32: I(exactly: try load(item) as Int32)
      case WireTag.int64: I(exactly: try load(item) as Int64)
      case WireTag.int128: I(exactly: try load(item) as Int128)
      case WireTag.uint8: I(exactly: try load(item) as UInt8)
      case WireTag.uint16: I(exactly: try load(item) as UInt16)
      case WireTag.uint32: I(exactly: try load(item) as UInt32)
      case WireTag.uint64: I(exactly: try load(item) as UInt64)
      case WireTag.uint128: I(exactly: try load(item) as UInt128)
      default: throw .mismatch
      }
    guard let value else { throw .misfit }
    return value
  }

  @inline(__always)
  func number<N: WireNumber>(_ item: WireItem) throws(WireProblem) -> N {
    guard item.tag == N.wireTag else { throw .mismatch }
    return try load(item)
  }

  @inline(__always)
  func bool(_ item: WireItem) throws(WireProblem) -> Bool {
    switch item.tag {
    case WireTag.yes: return true
    case WireTag.no: return false
    default: throw .mismatch
    }
  }

  @inline(__always)
  func text(_ item: WireItem) throws(WireProblem) -> String {
    guard item.tag == WireTag.text else { throw .mismatch }
    return try text(item.start..<item.end)
  }

  /// The String whose UTF-8 lies at `range`.
  @inline(__always)
  func text(_ range: Range<Int>) throws(WireProblem) -> String {
    guard range.upperBound <= state.bytes.count else { throw .gone }
    let utf8 = UnsafeRawBufferPointer(rebasing: state.bytes[range])
    var text = String(decoding: utf8, as: UTF8.self)
    // Decoding repairs what is not UTF-8. To compare afterwards is faster than to validate before.
    guard text.withUTF8({ wireEqual(UnsafeRawBufferPointer($0), utf8) }) else { throw .notUTF8 }
    return text
  }

  @inline(__always)
  private func load<N: BitwiseCopyable>(_ item: WireItem) throws(WireProblem) -> N {
    // The bytes are gone when a decoder is used after `decode` returned.
    guard item.end <= state.bytes.count else { throw .gone }
    return state.bytes.loadUnaligned(fromByteOffset: item.start, as: N.self)
  }

  /// The error for a problem.
  @inline(never)
  func describe(
    _ problem: WireProblem, _ type: Any.Type, _ item: WireItem, below keys: WirePath?,
    at key: (any CodingKey)?
  ) -> DecodingError {
    let keys = key.map { WirePath($0, below: keys) } ?? keys
    return switch problem {
    case .mismatch: mismatch(type, item, below: keys)
    case .misfit: corrupted("the integer does not fit in \(type)", below: keys)
    case .notUTF8: corrupted("its text is not valid UTF-8", below: keys)
    case .gone: corrupted("the decoder is used after decoding ended", below: keys)
    }
  }
}
