/// The limits of the wire format.
enum WireLimit {
  /// How deep values and containers may be nested in one another.
  ///
  /// Encoding and decoding recurse, so a deeper value could overflow the stack. A thread whose stack
  /// is small allows less, see `WireStack`.
  static let depth = 2_000
  /// Up to which depth memory for the frames is taken at once.
  static let usualDepth = 4
}

/// The key of an element in an unkeyed container, and of `super` in a keyed one.
struct WireKey: CodingKey {
  static let superclass = WireKey(intValue: nil)

  let intValue: Int?
  var stringValue: String { intValue.map { "Index \($0)" } ?? "super" }

  init(intValue: Int) { self.init(intValue: .some(intValue)) }
  init?(stringValue: String) { nil }
  private init(intValue: Int?) { self.intValue = intValue }
}

/// The keys below a value, from a nested container or decoder on.
///
/// Each key refers to the one above it: a path for each of many nested containers would take memory
/// with the square of their number.
final class WirePath {
  let parent: WirePath?
  let key: any CodingKey
  let count: Int

  init(_ key: any CodingKey, below parent: WirePath?) {
    self.parent = parent
    self.key = key
    count = (parent?.count ?? 0) + 1
  }

  /// The keys from the top down.
  static func keys(_ path: WirePath?) -> [any CodingKey] {
    var keys: [any CodingKey] = []
    var path = path
    while let step = path {
      keys.append(step.key)
      path = step.parent
    }
    return keys.reversed()
  }
}

extension [any CodingKey] {
  /// The path as a person writes it, such as `people[3].name`; only the end of a long one.
  var wireDescription: String {
    guard count <= 16 else { return "…" + Array(suffix(8)).wireDescription }
    var text = ""
    for key in self {
      if key is WireKey, let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
    return text.isEmpty ? "the top" : text
  }
}
