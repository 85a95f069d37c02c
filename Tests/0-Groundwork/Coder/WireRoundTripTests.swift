#if Solutions
import Foundation
import Groundwork
import Testing

/// `value` after encoding and decoding.
func wireCopy<T: Codable>(_ value: T) throws -> T {
  try WireDecoder().decode(T.self, from: WireEncoder().encode(value))
}

@Suite("Encoding and decoding") struct WireRoundTripTests {
  /// Expects that `value` is the same after encoding and decoding, alone and inside containers.
  private func expectKept<T: Codable & Equatable>(
    _ value: T, _ location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try wireCopy(value) == value, sourceLocation: location)
    #expect(try wireCopy([value, value]) == [value, value], sourceLocation: location)
    #expect(try wireCopy(["key": value]) == ["key": value], sourceLocation: location)
    #expect(try wireCopy(Optional(value)) == Optional(value), sourceLocation: location)
    let pair = Pair(first: value, second: nil)
    #expect(try wireCopy(pair) == pair, sourceLocation: location)
  }

  private struct Pair<T: Codable & Equatable>: Codable, Equatable {
    let first: T
    let second: T?
  }

  @Test("Integers of every size are kept, also at their limits")
  func integers() throws {
    func expectKept<I: FixedWidthInteger & Codable & Sendable>(_: I.Type) throws {
      let steps = (0..<I.bitWidth).flatMap { shift -> [I] in
        let power = I(truncatingIfNeeded: 1) << shift
        return [power, power &- 1, 0 &- power]
      }
      for value in steps + [.min, .max] { #expect(try wireCopy(value) == value) }
      #expect(try wireCopy(steps) == steps)
      try self.expectKept(I.max)
    }
    try expectKept(Int.self)
    try expectKept(Int8.self)
    try expectKept(Int16.self)
    try expectKept(Int32.self)
    try expectKept(Int64.self)
    try expectKept(Int128.self)
    try expectKept(UInt.self)
    try expectKept(UInt8.self)
    try expectKept(UInt16.self)
    try expectKept(UInt32.self)
    try expectKept(UInt64.self)
    try expectKept(UInt128.self)
  }

  @Test("Floating-point numbers keep every bit: -0, infinities, the payload of NaN")
  func floatingPoint() throws {
    let doubles: [Double] = [
      0, -0.0, .pi, -.infinity, .infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
      .nan, Double(nan: 0xBEEF, signaling: false), Double(nan: 0xBEEF, signaling: true),
    ]
    let bits = doubles.map(\.bitPattern)
    #expect(try doubles.map { try wireCopy($0).bitPattern } == bits)
    #expect(try wireCopy(doubles).map(\.bitPattern) == bits)
    #expect(try wireCopy(["key": doubles[9]])["key"]?.bitPattern == bits[9])

    let floats: [Float] = [-0.0, .pi, .nan, Float(nan: 0xEF, signaling: false)]
    #expect(try wireCopy(floats).map(\.bitPattern) == floats.map(\.bitPattern))
    #expect(try floats.map { try wireCopy($0).bitPattern } == floats.map(\.bitPattern))
    try expectKept(CGFloat(1.5))
  }

  @Test("Strings keep all their Unicode scalars")
  func strings() throws {
    for text in ["", "a", "é", "e\u{301}", "日本語", "👩‍👩‍👧‍👦", "\0 zero", "\u{10FFFF}"] {
      #expect(try Array(wireCopy(text).unicodeScalars) == Array(text.unicodeScalars))
      try expectKept(text)
    }
    let long = String(repeating: "Grüße 👋 ", count: 10_000)
    try expectKept(long)
    try expectKept(long as NSString as String)
  }

  @Test("The standard library's values are kept")
  func standardLibrary() throws {
    try expectKept(true)
    try expectKept([Int]())
    try expectKept([true, false])
    try expectKept([[1, 2], [], [3]])
    try expectKept([UInt8](0...255))
    try expectKept(ContiguousArray([1, 2, 300]))
    try expectKept(Set(0..<300))
    try expectKept(["one": 1, "": 2])
    try expectKept([1: "one", -1: "minus one"])
    try expectKept([[1, 2]: ["a": 1.5]])
    try expectKept(
      Dictionary<String, Int?>(uniqueKeysWithValues: [("nothing", nil), ("one", 1)]))
    try expectKept(1..<5)
    try expectKept("a"..."z")
    #expect(try wireCopy(5...).lowerBound == 5)
    #expect(try wireCopy(...5).upperBound == 5)
    #expect(try wireCopy(..<5).upperBound == 5)
    try expectKept(Duration.seconds(-3))
    try expectKept(SIMD4<Float>(1, 2, 3, -0.0))
    try expectKept([1, 2, 3].difference(from: [2, 3, 4]))
    try expectKept(ContinuousClock.now)
  }

  @Test("Foundation's values are kept")
  func foundation() throws {
    try expectKept(Data())
    try expectKept(Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7) }))
    try expectKept(Data(0...9).dropFirst(3))
    try expectKept(Date(timeIntervalSinceReferenceDate: 1.0 / 3))
    try expectKept(Date.distantPast)
    try expectKept(UUID())
    try expectKept(try #require(URL(string: "https://example.com/a?b=c#d")))
    let base = try #require(URL(string: "https://example.com/a/"))
    let relative = try #require(URL(string: "b", relativeTo: base))
    #expect(try wireCopy(relative).absoluteURL == relative.absoluteURL)
    try expectKept(try #require(Decimal(string: "-123456789.0123456789")))
    try expectKept(Decimal.greatestFiniteMagnitude)
    try expectKept(DateInterval(start: .distantPast, duration: 5))
    try expectKept(IndexSet([1, 2, 3, 900]))
    try expectKept(IndexPath(indexes: [1, 2, 3]))
    try expectKept(DateComponents(year: 2000, month: 2))
    try expectKept(try #require(TimeZone(identifier: "UTC")))
    try expectKept(Locale(identifier: "en_US"))
    try expectKept(Measurement(value: 3, unit: UnitLength.meters))
    try expectKept(CGRect(x: 1, y: 2, width: 3, height: 4))
  }

  private enum Direction: String, Codable { case north, south }

  private enum Shape: Codable, Equatable {
    case point
    case circle(Double)
    case polygon(corners: [SIMD2<Double>], name: String?)
  }

  private indirect enum Tree: Codable, Equatable {
    case leaf
    case node(Tree, Int, Tree)

    static func full(depth: Int) -> Tree {
      depth == 0 ? .leaf : .node(full(depth: depth - 1), depth, full(depth: depth - 1))
    }
  }

  @Test("Enums are kept: plain, raw, with associated values, recursive")
  func enums() throws {
    try expectKept(Direction.south)
    try expectKept([Direction.north: 1])
    try expectKept(Shape.point)
    try expectKept(Shape.circle(.pi))
    try expectKept(Shape.polygon(corners: [SIMD2(0, 1), SIMD2(2, 3)], name: "line"))
    try expectKept(Shape.polygon(corners: [], name: nil))
    try expectKept(Tree.full(depth: 6))
  }

  private struct Empty: Codable, Equatable {}

  private struct Nested: Codable, Equatable {
    var int: Int?
    var nested: Int??
    var deep: Int???
    var array: [Int?]?
  }

  @Test("An optional in an optional is not mistaken for nil")
  func optionals() throws {
    try expectKept(Empty())
    #expect(try wireCopy(Int?.none) == Int?.none)
    for value: Int??? in [nil, .some(nil), .some(.some(nil)), 5] {
      #expect(try wireCopy(value) == value)
      #expect(try wireCopy([value, value]) == [value, value])
      #expect(try wireCopy(["key": value]) == ["key": value])
      let nested = Nested(int: 1, nested: .some(nil), deep: value, array: [nil, 1])
      #expect(try wireCopy(nested) == nested)
    }
    #expect(try wireCopy(Nested()) == Nested())
  }

  @Test("Numbers decode as any type that holds them, and arrays of them as sets and the like")
  func conversions() throws {
    func copy<A: Codable, B: Codable>(_ value: A, as type: B.Type) throws -> B {
      try WireDecoder().decode(type, from: WireEncoder().encode(value))
    }
    #expect(try copy(300, as: UInt16.self) == 300)
    #expect(try copy([1, 2, -3], as: [Int8].self) == [1, 2, -3])
    #expect(try copy(UInt64(7), as: Int128.self) == 7)
    #expect(try copy([UInt8]([1, 2]), as: Set<Int>.self) == [1, 2])
    #expect(try copy(Set([5]), as: [Int].self) == [5])
    #expect(try copy([1, 2], as: [Int?].self) == [1, 2])
    #expect(try copy([UInt8]([1, 2]), as: Data.self) == Data([1, 2]))
    #expect(try copy(Data([1, 2]), as: [UInt8].self) == [1, 2])
    #expect(try copy([Int](), as: [Double].self).isEmpty)
  }

  @Test("An array of numbers takes its own size and a few bytes more")
  func compactness() throws {
    let numbers = Array(0..<1_000)
    #expect(try WireEncoder().encode(numbers).count <= 8 * numbers.count + 8)
    #expect(try WireEncoder().encode([UInt8](repeating: 9, count: 1_000)).count <= 1_008)
    #expect(try WireEncoder().encode(Data(repeating: 9, count: 1_000)).count <= 1_008)
    #expect(try WireEncoder().encode([[Float](repeating: 9, count: 1_000)]).count <= 4_016)
    #expect(try WireEncoder().encode(5).count == 1)
    let bytes = try WireEncoder().withEncodedBytes(of: numbers) { Array($0) }
    #expect(try bytes == WireEncoder().encode(numbers))
  }

  @Test("Room for a header stands before the bytes, whatever they are")
  func header() throws {
    func check(_ value: some Encodable) throws {
      let bytes = try WireEncoder().withEncodedBytes(of: value, after: 8) { Array($0) }
      #expect(bytes == [UInt8](repeating: 0, count: 8) + (try WireEncoder().encode(value)))
    }
    try check(5)
    try check("text")
    try check([1.5, 2.5])
    try check(["a": [String](repeating: "long", count: 100)])
    try check(Int?.none)
  }
}
#endif
