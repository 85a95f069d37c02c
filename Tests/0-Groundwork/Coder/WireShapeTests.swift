#if Solutions
import Foundation
import Groundwork
import Testing

@Suite("Unusual ways to encode") struct WireShapeTests {
  private enum Key: String, CodingKey { case a, b, c, base }

  private class Animal: Codable {
    var legs = 4
  }

  /// Keeps its superclass below the key "super", which it begins before its own keys.
  private final class Dog: Animal {
    var name = ""

    init(name: String, legs: Int) {
      super.init()
      self.name = name
      self.legs = legs
    }

    required init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      let parent = try container.superDecoder()
      name = try container.decode(String.self, forKey: .a)
      try super.init(from: parent)
      #expect(parent.codingPath.last?.stringValue == "super")
    }

    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      let parent = container.superEncoder()
      try container.encode(name, forKey: .a)
      try super.encode(to: parent)
      #expect(parent.codingPath.last?.stringValue == "super")
    }
  }

  /// Shares the keyed container with its superclass.
  private final class Cat: Animal {
    var name = ""

    init(name: String, legs: Int) {
      super.init()
      self.name = name
      self.legs = legs
    }

    required init(from decoder: any Decoder) throws {
      try super.init(from: decoder)
      name = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .a)
    }

    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try super.encode(to: encoder)
      try container.encode(name, forKey: .a)
    }
  }

  /// Keeps its superclass in an unkeyed container.
  private final class Bird: Animal {
    var names: [String] = []

    init(names: [String], legs: Int) {
      super.init()
      self.names = names
      self.legs = legs
    }

    required init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      let first = try container.decode(String.self)
      let parent = try container.superDecoder()
      names = [first, try container.decode(String.self)]
      #expect(container.isAtEnd)
      try super.init(from: parent)
    }

    override func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encode(names[0])
      let parent = container.superEncoder()
      try container.encode(names[1])
      #expect(container.count == 3)
      try super.encode(to: parent)
    }
  }

  @Test("A subclass is kept, however it encodes its superclass")
  func classHierarchies() throws {
    let dog = try wireCopy([Dog(name: "Rex", legs: 3), Dog(name: "Ada", legs: 4)])
    #expect(dog.map(\.name) == ["Rex", "Ada"])
    #expect(dog.map(\.legs) == [3, 4])
    let cat = try wireCopy(["key": Cat(name: "Tom", legs: 2)])["key"]
    #expect(cat?.name == "Tom")
    #expect(cat?.legs == 2)
    let bird = try wireCopy(Bird(names: ["Tweety", "Pip"], legs: 1))
    #expect(bird.names == ["Tweety", "Pip"])
    #expect(bird.legs == 1)
  }

  /// Writes to several nested containers in turn, and to its own between.
  private struct Interleaved: Codable, Equatable {
    var first: [Int]
    var second: [Int]
    var last: String

    init(_ first: [Int], _ second: [Int], _ last: String) {
      (self.first, self.second, self.last) = (first, second, last)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      var first = container.nestedUnkeyedContainer(forKey: .a)
      var outer = container.nestedContainer(keyedBy: Key.self, forKey: .b)
      var second = outer.nestedUnkeyedContainer(forKey: .base)
      for (one, other) in zip(self.first, self.second) {
        try first.encode(one)
        try second.encode(other)
      }
      try container.encode(last, forKey: .c)
      try outer.encode(first.count, forKey: .a)
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      last = try container.decode(String.self, forKey: .c)
      let outer = try container.nestedContainer(keyedBy: Key.self, forKey: .b)
      var second = try outer.nestedUnkeyedContainer(forKey: .base)
      var first = try container.nestedUnkeyedContainer(forKey: .a)
      (self.first, self.second) = ([], [])
      #expect(first.count == second.count)
      #expect(try outer.decode(Int.self, forKey: .a) == first.count)
      while !first.isAtEnd { self.first.append(try first.decode(Int.self)) }
      while !second.isAtEnd { self.second.append(try second.decode(Int.self)) }
      #expect(outer.codingPath.map(\.stringValue).suffix(1) == ["b"])
      #expect(second.codingPath.map(\.stringValue).suffix(2) == ["b", "base"])
    }
  }

  @Test("Nested containers may be written in turn, in any order")
  func interleavedContainers() throws {
    let value = Interleaved(
      [1, 2_000, 3], [4, 5, -60_000], String(repeating: "long ", count: 60))
    #expect(try wireCopy(value) == value)
    #expect(try wireCopy([[value], [value, value]]) == [[value], [value, value]])
    #expect(try wireCopy(["key": Optional(value)]) == ["key": value])
    // Lists first: an insertion and the next element must not be taken for each other.
    let empty = Interleaved([], [], "")
    #expect(try wireCopy([empty, value, empty]) == [empty, value, empty])
  }

  /// Appends elements one by one, in one piece, and both.
  private struct Appending: Codable {
    var rounds: [Int] = []

    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(contentsOf: [1, 2] as [UInt16])
      try list.encode(contentsOf: [3] as [UInt16])
      try list.encode(-4)
      try list.encode(contentsOf: [5.5, 6.5])
      try list.encodeNil()
      try list.encode(contentsOf: ["seven"])
      try list.encode(contentsOf: [1, 2].lazy.map { $0 * 8 })
      var same = encoder.unkeyedContainer()
      try same.encode(true)
      #expect(same.count == 11)
    }

    init() {}

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      #expect(list.count == 11)
      #expect(try (0..<4).map { _ in try list.decode(Int.self) } == [1, 2, 3, -4])
      #expect(try (0..<2).map { _ in try list.decode(Double.self) } == [5.5, 6.5])
      #expect(try list.decodeNil())
      #expect(try !list.decodeNil())
      #expect(try list.decode(String.self) == "seven")
      #expect(try list.decodeIfPresent(Int.self) == 8)
      #expect(list.currentIndex == 9)
      #expect(try list.decode(Int8.self) == 16)
      #expect(try list.decode(Bool.self))
      #expect(list.isAtEnd)
    }
  }

  @Test("A list may get numbers in one piece and anything else after")
  func mixedLists() throws {
    _ = try wireCopy(Appending())
    _ = try wireCopy([[Appending()]])
  }

  private struct Flexible: Codable {
    init() {}

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encodeNil(forKey: .a)
      try container.encode(1, forKey: .b)
      // An encoding that fails leaves nothing behind.
      #expect(throws: EncodingError.self) {
        try container.encode([Failing()], forKey: .c)
      }
      try container.encode("instead", forKey: .c)
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      #expect(container.allKeys == [.a, .b, .c])
      #expect(container.contains(.a))
      #expect(!container.contains(.base))
      #expect(try container.decodeNil(forKey: .a))
      #expect(try !container.decodeNil(forKey: .b))
      #expect(try container.decodeIfPresent(Int.self, forKey: .a) == nil)
      #expect(try container.decodeIfPresent([Int].self, forKey: .base) == nil)
      #expect(try container.decodeIfPresent(Int.self, forKey: .b) == 1)
      #expect(try container.decode(String.self, forKey: .c) == "instead")
    }
  }

  private struct Failing: Codable {
    init() {}

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(String(repeating: "x", count: 500), forKey: .a)
      let nested = container.nestedUnkeyedContainer(forKey: .b)
      throw EncodingError.invalidValue(
        self, .init(codingPath: nested.codingPath, debugDescription: "on purpose"))
    }
  }

  @Test("A keyed container answers for keys that are there, nil, and missing")
  func keys() throws {
    _ = try wireCopy(Flexible())
  }

  @Test("Keys may be asked for in any order, among many")
  func manyKeys() throws {
    struct Text: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(_ number: Int) { stringValue = "key \(number)" }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    struct Many: Codable {
      init() {}
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Text.self)
        for number in 0..<300 { try container.encode(number, forKey: Text(number)) }
      }
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Text.self)
        for number in (0..<300).shuffled() {
          #expect(try container.decode(Int.self, forKey: Text(number)) == number)
        }
      }
    }
    _ = try wireCopy([Many(), Many()])
  }

  private struct Seen: Codable {
    static let key = CodingUserInfoKey(rawValue: "workbook.test")
    init() {}
    func encode(to encoder: any Encoder) throws {
      let key = try #require(Self.key)
      #expect(encoder.userInfo[key] as? Int == 7)
      var container = encoder.container(keyedBy: Key.self)
      #expect(container.superEncoder().userInfo[key] as? Int == 7)
    }
    init(from decoder: any Decoder) throws {
      let key = try #require(Self.key)
      #expect(decoder.userInfo[key] as? Int == 8)
      let container = try decoder.container(keyedBy: Key.self)
      #expect(try container.superDecoder().userInfo[key] as? Int == 8)
    }
  }

  @Test("The user info reaches the values")
  func userInfo() throws {
    let key = try #require(Seen.key)
    var encoder = WireEncoder()
    encoder.userInfo[key] = 7
    var decoder = WireDecoder()
    decoder.userInfo[key] = 8
    _ = try decoder.decode([Seen].self, from: encoder.encode([Seen()]))
  }
}
#endif
