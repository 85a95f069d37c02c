/// One small change to a body.
struct Edit {
  /// What kind of change it is, such as `drop`.
  let kind: String
  /// What is replaced, in order.
  let replacements: [(range: Range<Int>, text: String)]

  init(_ kind: String, _ replacements: [(range: Range<Int>, text: String)]) {
    self.kind = kind
    self.replacements = replacements
  }

  init(_ kind: String, _ range: Range<Int>, _ text: String) {
    self.init(kind, [(range, text)])
  }
}

extension SwiftText {
  /// The part of the file in `range` with the edit in it.
  func text(_ range: Range<Int>, with edit: Edit) -> String {
    var result = ""
    var place = range.lowerBound
    for (replaced, text) in edit.replacements {
      result += String(characters[place..<replaced.lowerBound]) + text
      place = replaced.upperBound
    }
    return result + String(characters[place..<range.upperBound])
  }

  /// All edits of a body, in the order of the file; two never lead to the same text.
  func edits(of body: Body) -> [Edit] {
    let blocks = blocks(in: body.tokens)
    let all =
      earlyReturns(from: body, blocks.first ?? [])
      + blocks.flatMap { statementEdits(in: $0, of: body) }
      + blocks.joined().flatMap { conditionEdits(in: $0) }
      + body.tokens.flatMap { tokenEdits(at: $0, of: body) }
    let statements = Array(blocks.joined())
    var seen: Set<String> = [withoutSpaces(text(body.characters))]
    return
      all.filter { !isNeedless($0, in: statements) }
      .filter { seen.insert(withoutSpaces(text(body.characters, with: $0))).inserted }
      .sorted { $0.replacements[0].range.lowerBound < $1.replacements[0].range.lowerBound }
  }

  private func withoutSpaces(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
