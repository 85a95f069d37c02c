/// A number that goes over the wire as its bytes.
protocol WireNumber: BitwiseCopyable, Codable {
  /// The tag of one such number.
  static var wireTag: UInt8 { get }
}

extension Int8: WireNumber { static var wireTag: UInt8 { WireTag.int8 } }
extension Int16: WireNumber { static var wireTag: UInt8 { WireTag.int16 } }
extension Int32: WireNumber { static var wireTag: UInt8 { WireTag.int32 } }
extension Int64: WireNumber { static var wireTag: UInt8 { WireTag.int64 } }
extension Int: WireNumber { static var wireTag: UInt8 { WireTag.int64 } }
extension Int128: WireNumber { static var wireTag: UInt8 { WireTag.int128 } }
extension UInt8: WireNumber { static var wireTag: UInt8 { WireTag.uint8 } }
extension UInt16: WireNumber { static var wireTag: UInt8 { WireTag.uint16 } }
extension UInt32: WireNumber { static var wireTag: UInt8 { WireTag.uint32 } }
extension UInt64: WireNumber { static var wireTag: UInt8 { WireTag.uint64 } }
extension UInt: WireNumber { static var wireTag: UInt8 { WireTag.uint64 } }
extension UInt128: WireNumber { static var wireTag: UInt8 { WireTag.uint128 } }
extension Float: WireNumber { static var wireTag: UInt8 { WireTag.float } }
extension Double: WireNumber { static var wireTag: UInt8 { WireTag.double } }

/// An array that goes over the wire in one piece, without a call for each element.
protocol WireBlock: SendableMetatype {
  /// The tag of an element.
  static var elementTag: UInt8 { get }
  /// Calls `body` with the elements' bytes.
  func withElementBytes(_ body: (UnsafeRawBufferPointer) -> Void)
  /// Makes an array of elements that lie in `bytes`, whose size is a multiple of an element's.
  init(elementBytes bytes: UnsafeRawBufferPointer)
}

extension Array: WireBlock where Element: WireNumber {
  static var elementTag: UInt8 { Element.wireTag }

  func withElementBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    withUnsafeBytes(body)
  }

  init(elementBytes bytes: UnsafeRawBufferPointer) {
    let count = bytes.count / MemoryLayout<Element>.size
    self.init(unsafeUninitializedCapacity: count) { elements, initialized in
      UnsafeMutableRawBufferPointer(elements).copyMemory(from: bytes)
      initialized = count
    }
  }
}

/// The types that are blocks.
///
/// A look-up here is faster than a dynamic cast of each value.
private let blocks: [ObjectIdentifier: any WireBlock.Type] = {
  let types: [any WireBlock.Type] = [
    [Int8].self, [Int16].self, [Int32].self, [Int64].self, [Int].self, [Int128].self,
    [UInt8].self, [UInt16].self, [UInt32].self, [UInt64].self, [UInt].self, [UInt128].self,
    [Float].self, [Double].self,
  ]
  return Dictionary(uniqueKeysWithValues: types.map { (ObjectIdentifier($0), $0) })
}()

/// `type` as a block, or nil if it goes over the wire by its own `encode(to:)`.
func wireBlock(_ type: Any.Type) -> (any WireBlock.Type)? {
  blocks[ObjectIdentifier(type)]
}

/// A function that makes a `type` of bytes, if it is Foundation's `Data`.
///
/// `Data` encodes itself as a list of bytes, which becomes a block; but its `init(from:)` asks for
/// each byte. It is known by its name, as Groundwork imports no Foundation.
func wireDataMaker<T>(_ type: T.Type) -> ((UnsafeRawBufferPointer) -> T?)? {
  let name = _typeName(type, qualified: true)
  guard name == "FoundationEssentials.Data" || name == "Foundation.Data",
    let collection = type as? any RangeReplaceableCollection<UInt8>.Type
  else { return nil }
  func make<C: RangeReplaceableCollection<UInt8>>(
    _: C.Type, _ bytes: UnsafeRawBufferPointer
  ) -> T? {
    C(bytes) as? T
  }
  return { bytes in make(collection, bytes) }
}
