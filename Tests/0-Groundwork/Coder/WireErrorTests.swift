#if Solutions
import Foundation
import Groundwork
import Testing

@Suite("What can't be encoded or decoded") struct WireErrorTests {
  private struct Team: Codable {
    var name: String
    var people: [Person]
  }

  private struct Person: Codable {
    var name: String
    var age: Int
  }

  private struct Anonymous: Codable { var age: Int }
  private struct Anonymity: Codable {
    var name: String
    var people: [Anonymous]
  }

  private func decodingError<T: Decodable>(_ type: T.Type, _ bytes: [UInt8]) -> DecodingError? {
    do {
      _ = try WireDecoder().decode(type, from: bytes)
      return nil
    } catch {
      return error as? DecodingError
    }
  }

  private func encodingError(_ value: some Encodable) -> EncodingError? {
    do {
      _ = try WireEncoder().encode(value)
      return nil
    } catch {
      return error as? EncodingError
    }
  }

  @Test("A missing key is named, with the path to it")
  func missingKey() throws {
    let bytes = try WireEncoder().encode(
      Anonymity(name: "A", people: [Anonymous(age: 1), Anonymous(age: 2)]))
    guard case .keyNotFound(let key, let context) = decodingError(Team.self, bytes) else {
      Issue.record("expected keyNotFound")
      return
    }
    #expect(key.stringValue == "name")
    #expect(context.codingPath.map(\.stringValue) == ["people", "Index 0"])
    #expect(context.debugDescription.contains("people[0]"))
  }

  @Test("A value of another type is refused, with the path to it and both types")
  func wrongType() throws {
    let bytes = try WireEncoder().encode(["name": ["a"], "people": ["b"]])
    guard case .typeMismatch(let type, let context) = decodingError(Team.self, bytes) else {
      Issue.record("expected typeMismatch")
      return
    }
    #expect(ObjectIdentifier(type) == ObjectIdentifier(String.self))
    #expect(context.codingPath.map(\.stringValue) == ["name"])
    #expect(context.debugDescription.contains("String"))
    #expect(context.debugDescription.contains("list"))
  }

  @Test("Each kind of value is refused where another is asked for")
  func mismatches() throws {
    let values: [any Codable] = [5, 5.5, Float(1), true, "text", ["a"], [1.5], ["k": 1]]
    func expectRefused<T: Codable>(_ type: T.Type, except index: Int) throws {
      for (other, value) in values.enumerated() where other != index {
        guard case .typeMismatch = decodingError(type, try WireEncoder().encode(value)) else {
          Issue.record("\(value) decoded as \(type)")
          continue
        }
      }
    }
    try expectRefused(Int.self, except: 0)
    try expectRefused(Double.self, except: 1)
    try expectRefused(Float.self, except: 2)
    try expectRefused(Bool.self, except: 3)
    try expectRefused(String.self, except: 4)
    try expectRefused([String].self, except: 5)
    try expectRefused([String: Int].self, except: 7)
  }

  @Test("nil where a value must be is valueNotFound, and so is the end of a list")
  func missingValue() throws {
    guard case .valueNotFound = decodingError([Int].self, try WireEncoder().encode([Int?.none]))
    else {
      Issue.record("nil decoded as an Int")
      return
    }
    struct Two: Decodable {
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        _ = try list.decode(Int.self)
        _ = try list.decode(Int.self)
      }
    }
    guard
      case .valueNotFound(_, let context) = decodingError(Two.self, try WireEncoder().encode([1]))
    else {
      Issue.record("a list of one had two")
      return
    }
    #expect(context.codingPath.first?.intValue == 1)
  }

  @Test("A number that doesn't fit is refused")
  func misfits() throws {
    let cases: [(any Codable, any Decodable.Type)] = [
      (300, UInt8.self), (-1, UInt.self), (UInt64.max, Int.self), ([300], [UInt8].self),
      (Int128.max, Int64.self), (UInt128.max, Int128.self),
    ]
    for (value, type) in cases {
      guard
        case .dataCorrupted(let context) = decodingError(type, try WireEncoder().encode(value))
      else {
        Issue.record("\(value) decoded as \(type)")
        continue
      }
      #expect(context.debugDescription.contains("does not fit"))
    }
  }

  @Test("Bytes before, after and inside a value are noticed when they are too few or too many")
  func wrongLength() throws {
    let team = Team(name: "A", people: [Person(name: "B", age: 1_000)])
    let bytes = try WireEncoder().encode(team)
    for count in bytes.indices {
      #expect(decodingError(Team.self, Array(bytes[..<count])) != nil)
    }
    guard case .dataCorrupted(let context) = decodingError(Team.self, bytes + [0]) else {
      Issue.record("a trailing byte was ignored")
      return
    }
    #expect(context.debugDescription.contains("1 more bytes"))
  }

  @Test(
    "Lengths beyond the input throw before memory is taken",
    arguments: [0x90, 0x91, 0x92, 0x93] as [UInt8])
  func hostileLengths(tag: UInt8) {
    for length in [
      [0x7F], [0xFF, 0x7F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
      [UInt8](repeating: 0xFF, count: 20), [0xFF],
    ] as [[UInt8]] {
      let bytes = [tag] + length + [0x87, 1, 2, 3]
      #expect(decodingError([Int].self, bytes) != nil)
      #expect(decodingError(String.self, bytes) != nil)
      #expect(decodingError([String: [Double]].self, bytes) != nil)
      #expect(decodingError(Data.self, bytes) != nil)
    }
  }

  @Test("Text that is not UTF-8 throws")
  func invalidText() {
    for text in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x91]] as [[UInt8]] {
      let bytes = [0x90, UInt8(text.count)] + text
      guard case .dataCorrupted = decodingError(String.self, bytes) else {
        Issue.record("\(text) was taken for UTF-8")
        continue
      }
    }
  }

  private struct Silent: Encodable { func encode(to encoder: any Encoder) {} }

  private struct Twice: Encodable {
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(1)
      try container.encode(2)
    }
  }

  private struct TwoKinds: Encodable {
    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(1)
      _ = encoder.container(keyedBy: CodingKeys.self)
    }
    enum CodingKeys: CodingKey { case a }
  }

  private final class Keeper: Encodable {
    var container: (any UnkeyedEncodingContainer)?
    func encode(to encoder: any Encoder) throws {
      if container == nil {
        container = encoder.unkeyedContainer()
      } else {
        try container?.encode(1)
      }
    }
  }

  private struct Repeated: Encodable {
    let isNested: Bool

    private enum CodingKeys: CodingKey { case a, b, c }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(1, forKey: .a)
      try container.encode(2, forKey: .b)
      if isNested {
        _ = container.nestedContainer(keyedBy: CodingKeys.self, forKey: .b)
      } else {
        try container.encode("two", forKey: .b)
      }
    }
  }

  @Test("A key that is encoded twice throws, as one of the values would be lost")
  func repeatedKeys() throws {
    #expect(encodingError([Repeated(isNested: false)])?.text.contains("\"b\" twice") == true)
    #expect(encodingError(["k": Repeated(isNested: true)])?.text.contains("\"b\" twice") == true)
  }

  private final class Token: Sendable {}

  @Test("An encoding that fails keeps nothing alive")
  func noLeak() throws {
    let key = try #require(CodingUserInfoKey(rawValue: "workbook.token"))
    weak var token: Token?
    do {
      let newToken = Token()
      token = newToken
      var encoder = WireEncoder()
      encoder.userInfo[key] = newToken
      #expect(throws: EncodingError.self) {
        try encoder.encode([[Repeated(isNested: true)]])
      }
      #expect(throws: EncodingError.self) { try encoder.encode(["key": Failing()]) }
    }
    #expect(token == nil)
  }

  /// Fails while containers nested in one another are open.
  private struct Failing: Encodable {
    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      var inner = list.nestedUnkeyedContainer()
      var innermost = inner.nestedUnkeyedContainer()
      try innermost.encode(1)
      throw EncodingError.invalidValue(
        self, .init(codingPath: innermost.codingPath, debugDescription: "on purpose"))
    }
  }

  @Test("Misuse of an encoder throws, and says what to do")
  func misuse() throws {
    #expect(encodingError(Silent())?.text.contains("encoded nothing") == true)
    #expect(encodingError(Twice())?.text.contains("second value") == true)
    #expect(encodingError([TwoKinds()])?.text.contains("two kinds") == true)
    let keeper = Keeper()
    #expect(encodingError([keeper, keeper])?.text.contains("out of turn") == true)
  }

  private final class KeptDecoder: Decodable {
    let decoder: any Decoder
    init(from decoder: any Decoder) { self.decoder = decoder }
  }

  @Test("A decoder that is kept finds nothing after decoding, and no memory that is gone")
  func keptDecoder() throws {
    let kept = try WireDecoder().decode(KeptDecoder.self, from: WireEncoder().encode("text"))
    #expect(throws: DecodingError.self) {
      try kept.decoder.singleValueContainer().decode(String.self)
    }
    let list = try WireDecoder().decode(KeptDecoder.self, from: WireEncoder().encode([1.5]))
    #expect(throws: DecodingError.self) {
      var container = try list.decoder.unkeyedContainer()
      _ = try container.decode(Double.self)
    }
  }
}

extension EncodingError {
  /// What the error says.
  var text: String {
    switch self {
    case .invalidValue(_, let context): context.debugDescription
    @unknown default: ""
    }
  }
}
#endif
