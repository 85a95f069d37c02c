extension SwiftText {
  /// Conditions are negated, fixed, or lose a part.
  func conditionEdits(in statement: Statement) -> [Edit] {
    var edits: [Edit] = []
    var place = statement.tokens.lowerBound
    while place < statement.tokens.upperBound {
      let word = tokens[place].text
      // Statements inside of braces have their own turn.
      if word == "{" { place = partner(of: place) }
      // Not the name of an argument.
      if ["if", "guard", "while"].contains(word), tokens[place + 1].text != ":" {
        let parts = conditions(after: place, upTo: statement.tokens.upperBound)
        edits += parts.flatMap { changes(of: $0, of: parts.count, in: statement, after: word) }
      }
      if word == "?", tokens[place].isApart { edits += ternaryEdits(at: place, in: statement) }
      place += 1
    }
    return edits
  }

  /// The parts of a list of conditions.
  private func conditions(after keyword: Int, upTo end: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = keyword + 1
    var place = start
    while place < end {
      let text = tokens[place].text
      if text == "(" || text == "[" { place = partner(of: place) }
      // A closure in a condition stands in parentheses; else the brace begins the block.
      if [",", "{", "else"].contains(text) {
        parts.append(start..<place)
        start = place + 1
        if text != "," { break }
      }
      place += 1
    }
    return parts.compactMap { part in
      let lower = part.first { tokens[$0].kind != .lineEnd }
      let upper = part.last { tokens[$0].kind != .lineEnd }
      guard let lower, let upper, !["let", "var", "case"].contains(tokens[lower].text)
      else { return nil }
      return lower..<upper + 1
    }
  }

  private func changes(
    of part: Range<Int>, of count: Int, in statement: Statement, after keyword: String
  ) -> [Edit] {
    let range = characters(of: part)
    let text = text(range)
    if text == "true" { return [] }
    // `==` becomes `!=` elsewhere.
    let isEquation = part.contains { ["==", "!="].contains(tokens[$0].text) }
    let hasParts = part.contains { ["&&", "||"].contains(tokens[$0].text) }
    let negated = text.hasPrefix("try ") ? "try !(\(text.dropFirst(4)))" : "!(\(text))"
    var edits = isEquation && !hasParts ? [] : [Edit("negate", range, negated)]
    // What is the same as to drop the statement is left out.
    let hasElse = tokens[statement.tokens].contains { $0.text == "else" }
    if keyword == "guard" || keyword == "if" && hasElse {
      edits.append(Edit("never", range, "false"))
    }
    if keyword == "if" || keyword == "guard" && count > 1 {
      edits.append(Edit("always", range, "true"))
    }
    return edits + operandEdits(in: part)
  }

  /// One side of `&&` or `||` is left out.
  func operandEdits(in part: Range<Int>) -> [Edit] {
    part.filter { ["&&", "||"].contains(tokens[$0].text) }.flatMap { sign -> [Edit] in
      let stops: Set = tokens[sign].text == "||" ? ["||"] : ["||", "&&"]
      var lower = sign
      while lower > part.lowerBound, !stops.contains(tokens[lower - 1].text) { lower -= 1 }
      var upper = sign + 1
      while upper < part.upperBound, !stops.contains(tokens[upper].text) { upper += 1 }
      let whole = characters(of: lower..<upper)
      return [
        Edit("drop operand", whole, text(characters(of: lower..<sign))),
        Edit("drop operand", whole, text(characters(of: sign + 1..<upper))),
      ]
    }
  }

  /// `x ? a : b` becomes `!(x) ? a : b`.
  private func ternaryEdits(at sign: Int, in statement: Statement) -> [Edit] {
    var start = sign
    while start > statement.tokens.lowerBound {
      let text = tokens[start - 1].text
      if ["=", "return", "(", "[", ",", ":", "{", "in", "\n"].contains(text) { break }
      start -= 1
      if text == ")" || text == "]" {
        while start > 0, partner(of: start) != sign - 1, !"([".contains(tokens[start].text) {
          start -= 1
        }
      }
    }
    guard start < sign else { return [] }
    let range = characters(of: start..<sign)
    return [Edit("negate", range, "!(\(text(range)))")]
  }
}
