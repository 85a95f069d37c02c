/// The bytes that `WireEncoder` writes and `WireDecoder` reads.
///
/// A value is a tag byte and what the tag announces. All numbers are little-endian. Nothing is
/// aligned.
///
///     0x00 ... 0x7F   the integer 0 ... 127
///     nothing         nil
///     some            an optional that holds the following value; only written where an optional
///                     holds nil itself, so that Int?.some(nil) is not mistaken for nil
///     no, yes         false, true
///     int8 ... uint128, float, double   the number
///     text            a length, that many bytes of UTF-8
///     list            a length, values one after the other (unkeyed container)
///     keyed           a length, pairs of key and value (keyed container);
///                     a key is a length and that many bytes of UTF-8
///     block           a length, the tag of the elements, the elements without their tags
///
/// A length counts bytes, seven bits in each byte, lowest first; the high bit says that more follow.
/// As every container knows its length, a reader steps over what it isn't asked for.
///
/// Integers are written in the smallest signed type that holds them, so a value that was encoded
/// as `Int` decodes as `Int16` or `UInt` if it fits. The unsigned 64- and 128-bit tags are for what
/// fits no signed type of that size.
enum WireTag {
  static let nothing: UInt8 = 0x80
  static let some: UInt8 = 0x81
  static let no: UInt8 = 0x82
  static let yes: UInt8 = 0x83
  static let int8: UInt8 = 0x84
  static let int16: UInt8 = 0x85
  static let int32: UInt8 = 0x86
  static let int64: UInt8 = 0x87
  static let int128: UInt8 = 0x88
  static let uint8: UInt8 = 0x89
  static let uint16: UInt8 = 0x8A
  static let uint32: UInt8 = 0x8B
  static let uint64: UInt8 = 0x8C
  static let uint128: UInt8 = 0x8D
  static let float: UInt8 = 0x8E
  static let double: UInt8 = 0x8F
  static let text: UInt8 = 0x90
  static let list: UInt8 = 0x91
  static let keyed: UInt8 = 0x92
  static let block: UInt8 = 0x93

  /// What a tag stands for, in an error's text.
  static func name(_ tag: UInt8) -> String {
    switch tag {
    case 0x00...0x7F, int8...uint128: "an integer"
    case nothing: "nil"
    case some: "an optional in an optional"
    case no, yes: "a Bool"
    case float: "a Float"
    case double: "a Double"
    case text: "a String"
    case list: "a list"
    case block: "a list of numbers"
    case keyed: "a keyed container"
    default: "nothing known (tag \(tag))"
    }
  }

  /// The size in bytes of a number's payload, nil if `tag` is of no number with a payload.
  @inline(__always)
  static func size(ofNumber tag: UInt8) -> Int? {
    switch tag {
    case int8, uint8: 1
    case int16, uint16: 2
    case int32, uint32, float: 4
    case int64, uint64, double: 8
    case int128, uint128: 16
    default: nil
    }
  }
}

/// Tells optionals from other types at run time.
protocol WireOptional {}
extension Optional: WireOptional {}

/// Whether both are the same bytes.
@inline(__always)
func wireEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
  guard one.count == other.count else { return false }
  guard let first = one.baseAddress, let second = other.baseAddress else { return true }
  return memcmp(first, second, one.count) == 0
}
