extension WireWriter {
  /// Writes a value that has no key.
  @inline(__always)
  func write<T: Encodable>(_ value: T) throws {
    if !writeScalar(value) { try writeComposite(value, at: nil) }
  }

  /// Writes a number, a Bool or a String; false if `value` is something else.
  @inline(__always)
  func writeScalar<T>(_ value: T) -> Bool {
    @inline(__always) func cast<U>(_: U.Type) -> U { unsafeBitCast(value, to: U.self) }
    if T.self == Int.self {
      state.pointee.buffer.append(integer: cast(Int.self))
    } else if T.self == String.self {
      writeText(cast(String.self))
    } else if T.self == Double.self {
      state.pointee.buffer.append(number: cast(Double.self))
    } else if T.self == Bool.self {
      writeBool(cast(Bool.self))
    } else if T.self == UInt8.self {
      state.pointee.buffer.append(integer: Int(cast(UInt8.self)))
    } else if T.self == Int32.self {
      state.pointee.buffer.append(wide: cast(Int32.self))
    } else if T.self == Int64.self {
      state.pointee.buffer.append(wide: cast(Int64.self))
    } else if T.self == UInt32.self {
      state.pointee.buffer.append(wide: cast(UInt32.self))
    } else if T.self == UInt64.self {
      state.pointee.buffer.append(wide: cast(UInt64.self))
    } else if T.self == UInt.self {
      state.pointee.buffer.append(wide: cast(UInt.self))
    } else if T.self == Float.self {
      state.pointee.buffer.append(number: cast(Float.self))
    } else if T.self == Int8.self {
      state.pointee.buffer.append(integer: Int(cast(Int8.self)))
    } else if T.self == Int16.self {
      state.pointee.buffer.append(integer: Int(cast(Int16.self)))
    } else if T.self == UInt16.self {
      state.pointee.buffer.append(integer: Int(cast(UInt16.self)))
    } else if T.self == Int128.self {
      state.pointee.buffer.append(wide: cast(Int128.self))
    } else if T.self == UInt128.self {
      state.pointee.buffer.append(wide: cast(UInt128.self))
    } else {
      return false
    }
    return true
  }

  @inline(__always)
  func writeText(_ text: String) {
    state.pointee.buffer.append(WireTag.text)
    state.pointee.buffer.append(text: text)
  }

  @inline(__always)
  func writeBool(_ flag: Bool) {
    state.pointee.buffer.append(flag ? WireTag.yes : WireTag.no)
  }

  /// Appends the elements to the innermost frame, a list, if that can be done in one piece.
  func appendBlock<Element>(_ elements: UnsafeBufferPointer<Element>) -> Bool {
    guard let number = Element.self as? any WireNumber.Type else { return false }
    let frame = state.pointee.frame
    let tag = number.wireTag
    switch frame.shape {
    case .list where frame.count == 0:
      state.pointee.buffer[frame.start] = WireTag.block
      state.pointee.buffer.append(tag)
      state.pointee.frame.shape = .block
    case .block where state.pointee.buffer[frame.start + 2] == tag:
      break
    default:
      return false
    }
    state.pointee.buffer.append(contentsOf: UnsafeRawBufferPointer(elements))
    state.pointee.frame.count += elements.count
    return true
  }

  /// Makes the innermost frame's block a list, to which anything can be appended.
  func unblock() {
    let start = state.pointee.frame.start
    let tag = state.pointee.buffer[start + 2]
    let elements = Array(state.pointee.buffer.bytes[(start + 3)...])
    state.pointee.buffer.truncate(to: start + 2)
    state.pointee.buffer[start] = WireTag.list
    state.pointee.frame.shape = .list
    let size = WireTag.size(ofNumber: tag) ?? 1
    for first in stride(from: 0, to: elements.count, by: size) {
      state.pointee.buffer.append(tag)
      elements[first..<(first + size)].withUnsafeBytes {
        state.pointee.buffer.append(contentsOf: $0)
      }
    }
  }
}
