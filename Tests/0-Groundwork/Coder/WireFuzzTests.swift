#if Solutions
import Foundation
import Groundwork
import Testing

/// Random numbers that can be had again from the seed (SplitMix64).
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

private indirect enum FuzzTree: Codable {
  case leaf
  case node(FuzzTree, Int, FuzzTree)
}

private struct FuzzRecord: Codable {
  var name: String
  var scores: [Double]
  var nested: [[Int16]]
  var next: Int??
  var table: [String: [UInt8]]
}

private class FuzzBase: Codable { var number = 1 }

private final class FuzzDerived: FuzzBase {
  var text = "text"
  private enum CodingKeys: CodingKey { case text }

  override init() { super.init() }

  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    text = try container.decode(String.self, forKey: .text)
    try super.init(from: container.superDecoder())
  }

  override func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(text, forKey: .text)
    try super.encode(to: container.superEncoder())
  }
}

/// A well-formed value of random shape, with the keys and numbers that Foundation's types expect.
private struct Wild: Encodable {
  let seed: UInt64

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private static let keys = [
    "exponent", "length", "isNegative", "isCompact", "mantissa", "relative", "base", "super",
    "text", "number", "node", "leaf", "_0", "_1", "_2", "location", "indexes", "rangesOfIndexes",
  ]
  private static let numbers = [0, 1, -1, 9, 128, 70_000, -70_000, .max, .min]

  func encode(to encoder: any Encoder) throws {
    var random = Seeded(state: seed)
    try Self.fill(encoder, 3, &random)
  }

  private static func fill(
    _ encoder: any Encoder, _ depth: Int, _ random: inout Seeded
  ) throws {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
    case 0:
      var single = encoder.singleValueContainer()
      try single.encode(numbers.randomElement(using: &random) ?? 0)
    case 1:
      var single = encoder.singleValueContainer()
      try single.encode(Double(bitPattern: random.next()))
    case 2:
      var single = encoder.singleValueContainer()
      try single.encode(keys.randomElement(using: &random) ?? "")
    case 3:
      var single = encoder.singleValueContainer()
      try single.encode(Bool.random(using: &random))
    case 4:
      var single = encoder.singleValueContainer()
      try single.encodeNil()
    case 5:
      var list = encoder.unkeyedContainer()
      let count = Int.random(in: 0..<10, using: &random)
      for _ in 0..<count { try list.encode(numbers.randomElement(using: &random) ?? 0) }
    case 6:
      var list = encoder.unkeyedContainer()
      for _ in 0..<Int.random(in: 0..<4, using: &random) {
        try fill(list.superEncoder(), depth - 1, &random)
      }
    default:
      var container = encoder.container(keyedBy: Key.self)
      for name in keys.shuffled(using: &random).prefix(Int.random(in: 0..<9, using: &random)) {
        try fill(container.superEncoder(forKey: Key(stringValue: name)), depth - 1, &random)
      }
    }
  }
}

@Suite("Hostile bytes") struct WireFuzzTests {
  private static let runs = 5_000

  /// The bytes after some of what can go wrong with them.
  private static func mutated(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard let place = bytes.indices.randomElement(using: &random) else { break }
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes[place] = .random(in: 0...255, using: &random)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes[place] = .random(in: 0x7E...0x95, using: &random)
      case 3: bytes.insert(.random(in: 0...255, using: &random), at: place)
      case 4: bytes.remove(at: place)
      case 5: bytes.removeSubrange(place...)
      case 6:
        let byte = ([0x00, 0x7F, 0x80, 0xFF] as [UInt8]).randomElement(using: &random) ?? 0
        for index in bytes[place...].prefix(8).indices { bytes[index] = byte }
      default:
        let end = Int.random(in: place..<bytes.count, using: &random)
        bytes.insert(
          contentsOf: bytes[place...end], at: .random(in: 0...bytes.count, using: &random))
      }
    }
    return bytes
  }

  /// Decodes mutations of `value`'s bytes: each throws or makes a value that can be encoded.
  private func attack<T: Codable>(_ value: T) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = Seeded(state: seed)
    let bytes = try WireEncoder().encode(value)
    for run in 0..<Self.runs {
      let isWild = run % 8 == 0
      let input =
        isWild
        ? try WireEncoder().encode(Wild(seed: random.next())) : Self.mutated(bytes, &random)
      do {
        let decoded = try WireDecoder().decode(T.self, from: input)
        _ = try WireEncoder().encode(decoded)
      } catch is DecodingError {
      } catch {
        Issue.record("\(T.self), seed \(seed): \(error)")
        return
      }
    }
  }

  @Test("Mutated bytes throw or decode: 23 types, 5,000 inputs each")
  func mutations() throws {
    try attack(300)
    try attack(UInt128.max)
    try attack("text 👋")
    try attack([1, 2, 3])
    try attack([UInt8]([1, 2, 3]))
    try attack([[1.5], [], [2.5]])
    try attack([Int??.some(nil), nil, 5])
    try attack(Set([1, 200, 70_000]))
    try attack(["a": 1, "b": -1])
    try attack([[1]: "one", [2]: "two"])
    try attack(1..<5)
    try attack(SIMD4<Float>(1, 2, 3, 4))
    try attack(Duration.seconds(3))
    try attack(FuzzTree.node(.leaf, 4, .node(.leaf, 5, .leaf)))
    try attack(
      FuzzRecord(
        name: "n", scores: [1], nested: [[1], [2, 3]], next: .some(nil), table: ["a": [1]]))
    try attack(FuzzDerived())
    try attack(Data([1, 2, 3, 4]))
    try attack(Date(timeIntervalSinceReferenceDate: 5))
    try attack(try #require(URL(string: "https://example.com/a?b")))
    try attack(UUID())
    try attack(try #require(Decimal(string: "-123.456")))
    try attack(DateInterval(start: .distantPast, duration: 5))
    try attack(Locale(identifier: "en_US"))
  }
}
#endif
