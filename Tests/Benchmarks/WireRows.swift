import Foundation
import Groundwork

private struct Person: Codable {
  var name: String
  var age: Int
  var height: Double
  var isMember: Bool
  var nickname: String?
}

private enum Shape: Codable {
  case circle(radius: Double)
  case rectangle(width: Double, height: Double)
  case point
}

private final class Node: Codable {
  var value: Int
  var children: [Node]

  init(depth: Int) {
    value = depth
    children = depth == 0 ? [] : [Node(depth: depth - 1), Node(depth: depth - 1)]
  }
}

/// The coder beside Foundation's, on values of many shapes.
func wireRows() -> [Row] {
  func person(_ number: Int) -> Person {
    Person(
      name: "Person \(number)", age: number % 100, height: 1.5 + Double(number % 50) / 100,
      isMember: number % 2 == 0, nickname: number % 3 == 0 ? "P\(number)" : nil)
  }
  func dictionary<K, V>(_ pairs: [(K, V)]) -> [K: V] { Dictionary(uniqueKeysWithValues: pairs) }
  let shapes = (0..<1_000).map { number -> Shape in
    switch number % 3 {
    case 0: .circle(radius: Double(number))
    case 1: .rectangle(width: Double(number), height: 2.5)
    default: .point
    }
  }
  return [
    rows("int", 42),
    rows("string", "a short string"),
    rows("struct", person(7)),
    rows("structs-1000", (0..<1_000).map(person)),
    rows("enums-1000", shapes),
    rows("tree-255", Node(depth: 7)),
    rows("ints-100000", (0..<100_000).map { $0 &* 2_654_435_761 }),
    rows("small-ints-100000", (0..<100_000).map { $0 % 100 }),
    rows("doubles-100000", (0..<100_000).map { Double($0) / 7 }),
    rows("matrix-100x100", (0..<100).map { row in (0..<100).map { Double(row * $0) } }),
    rows("optionals-1000", (0..<1_000).map { $0 % 2 == 0 ? $0 : nil }),
    rows("strings-1000", (0..<1_000).map { "string number \($0)" }),
    rows("dictionary-1000", dictionary((0..<1_000).map { ("key \($0)", $0) })),
    rows("int-keys-1000", dictionary((0..<1_000).map { ($0, "\($0)") })),
    rows("set-1000", Set(0..<1_000)),
    rows("bytes-1MB", (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }),
    rows("data-1MB", Data((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) })),
    rows("text-1MB", String(repeating: "Grüße, 0123456789 \u{1F44B}\n", count: 37_000)),
  ].flatMap { $0 }
}

/// Encoding, decoding, and both: a value that is good at one alone must not hide the other.
private func rows<T: Codable>(_ name: String, _ value: T) -> [Row] {
  [
    Row(
      "wire/\(name)/encode", unit: "value",
      ours: { .repeating { keep(try WireEncoder().encode(value)) } },
      peers: [
        Contender(name: "JSON") { .repeating { keep(try JSONEncoder().encode(value)) } }
      ]),
    Row(
      "wire/\(name)/decode", unit: "value",
      ours: {
        let bytes = try WireEncoder().encode(value)
        return .repeating { keep(try WireDecoder().decode(T.self, from: bytes)) }
      },
      peers: [
        Contender(name: "JSON") {
          let text = try JSONEncoder().encode(value)
          return .repeating { keep(try JSONDecoder().decode(T.self, from: text)) }
        }
      ]),
  ]
}

/// Keeps the optimizer from dropping work whose result nobody uses.
@inline(never)
func keep<T>(_ value: T) {}
