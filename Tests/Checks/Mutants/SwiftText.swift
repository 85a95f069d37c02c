/// A Swift file as words and signs: enough to find statements, where braces balance.
struct SwiftText {
  /// The file's characters; places in it are indices of these.
  let characters: [Character]
  /// All but spaces and comments.
  let tokens: [Token]

  struct Token {
    enum Kind { case word, number, string, sign, bracket, separator, lineEnd }
    let kind: Kind
    let text: String
    let range: Range<Int>
    /// Whether a space or a line's end is on both sides: so it stands between two operands.
    let isApart: Bool
  }

  init(_ text: String) {
    characters = Array(text)
    var reader = Reader(characters: characters)
    tokens = reader.readAll()
  }

  /// The text from one place to another.
  func text(_ range: Range<Int>) -> String { String(characters[range]) }

  /// The line of a place, from 1.
  func line(of place: Int) -> Int { 1 + characters[..<place].count { $0 == "\n" } }

  /// The token that closes the bracket which token `index` opens.
  func partner(of index: Int) -> Int {
    var depth = 0
    for place in index..<tokens.count where tokens[place].kind == .bracket {
      depth += "([{".contains(tokens[place].text) ? 1 : -1
      if depth == 0 { return place }
    }
    return tokens.count - 1
  }
}

/// Takes a file apart.
private struct Reader {
  let characters: [Character]
  var place = 0

  mutating func readAll() -> [SwiftText.Token] {
    var tokens: [SwiftText.Token] = []
    while place < characters.count {
      let start = place
      guard let kind = readOne() else { continue }
      let range = start..<place
      let before = start == 0 || characters[start - 1].isWhitespace
      let after = place == characters.count || characters[place].isWhitespace
      tokens.append(
        .init(
          kind: kind, text: String(characters[range]), range: range, isApart: before && after))
    }
    return tokens
  }

  /// Goes on behind the next token or space, and says what it was.
  private mutating func readOne() -> SwiftText.Token.Kind? {
    let first = characters[place]
    if first == "\n" { return take(.lineEnd) { _ in false } }
    if first.isWhitespace { return skip { $0.isWhitespace && $0 != "\n" } }
    if starts(with: "//") { return skip { $0 != "\n" } }
    if first == "\"" { return string() }
    if first.isNumber { return take(.number) { $0.isLetter || $0.isNumber || $0 == "_" } }
    if first.isLetter || "_$@#".contains(first) {
      return take(.word) { $0.isLetter || $0.isNumber || $0 == "_" }
    }
    if "()[]{}".contains(first) { return take(.bracket) { _ in false } }
    if starts(with: "..") { return take(.sign) { ".<".contains($0) } }
    if ",;:.".contains(first) { return take(.separator) { _ in false } }
    return take(.sign) { "+-*/%<>=!&|^~?".contains($0) }
  }

  private func starts(with text: String) -> Bool {
    characters[place...].starts(with: text)
  }

  private mutating func take(
    _ kind: SwiftText.Token.Kind, while isPart: (Character) -> Bool
  ) -> SwiftText.Token.Kind {
    repeat { place += 1 } while place < characters.count && isPart(characters[place])
    return kind
  }

  private mutating func skip(while isPart: (Character) -> Bool) -> SwiftText.Token.Kind? {
    _ = take(.lineEnd, while: isPart)
    return nil
  }

  /// One token, with what stands in its `\(…)`.
  private mutating func string() -> SwiftText.Token.Kind {
    place += 1
    while place < characters.count, characters[place] != "\"" {
      if starts(with: "\\(") {
        place += 2
        var depth = 1
        while place < characters.count, depth > 0 {
          if characters[place] == "\"" {
            _ = string()
            continue
          }
          depth += characters[place] == "(" ? 1 : characters[place] == ")" ? -1 : 0
          place += 1
        }
      } else {
        place += characters[place] == "\\" ? 2 : 1
      }
    }
    place += 1
    return .string
  }
}
