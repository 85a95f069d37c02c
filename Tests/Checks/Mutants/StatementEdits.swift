extension SwiftText {
  /// The body ends at once, or before a later statement.
  func earlyReturns(from body: Body, _ statements: [Statement]) -> [Edit] {
    if body.name == "init" { return [] }
    let values: [String] =
      switch body.result {
      case nil: [""]
      case "Bool": [" true", " false"]
      case "Int", "UInt64": [" 0"]
      case .some(let type) where type.hasSuffix("?"): [" nil"]
      case .some(let type) where type.hasPrefix("[") && type.hasSuffix("]"): [" []"]
      default: []
      }
    // Before the last one, that is to drop it.
    let places = body.result == nil ? statements.dropLast() : statements.prefix(1)
    return places.flatMap { statement in
      let start = tokens[statement.tokens.lowerBound].range.lowerBound
      // Behind `return`, the next line would be what it returns.
      return values.map { Edit("return early", start..<start, "return\($0.isEmpty ? ";" : $0)\n") }
    }
  }

  /// Statements are left out, swapped, or their errors swallowed.
  func statementEdits(in block: [Statement], of body: Body) -> [Edit] {
    var edits: [Edit] = []
    for (index, statement) in block.enumerated() {
      edits += changes(of: statement, in: body)
      let jumps = ["return", "throw", "break", "continue"]
      guard index + 1 < block.count, !jumps.contains(block[index + 1].keyword),
        !jumps.contains(statement.keyword), !declares(statement, for: block[index + 1]),
        // An initializer may store its arguments in any order.
        ![statement, block[index + 1]].allSatisfy({
          text($0).wholeMatch(of: #/self\.(\w+) = \1/#) != nil
        })
      else { continue }
      let next = block[index + 1]
      edits.append(
        Edit(
          "swap",
          [
            (characters(of: statement.tokens), text(next)),
            (characters(of: next.tokens), text(statement)),
          ]))
    }
    return edits
  }

  private func changes(of statement: Statement, in body: Body) -> [Edit] {
    let range = characters(of: statement.tokens)
    let whole = text(statement)
    let first = tokens[statement.tokens.lowerBound].range
    var edits: [Edit] = []
    switch statement.keyword {
    case "let": break
    case "var": break
    case "return", "throw":
      if body.name != "init", statement.keyword == "throw" {
        let values = body.result == nil ? [""] : [" nil", " true", " false", " 0", " []"]
        edits += values.map { Edit("return for throw", range, "return" + $0) }
      }
      edits.append(drop(statement))
    case "defer":
      edits += [drop(statement), Edit("defer now", first, "do")]
    case "while":
      edits += [drop(statement), Edit("once", first, "if")]
    case "break": edits += [drop(statement), Edit("continue", range, "continue")]
    case "continue": edits += [drop(statement), Edit("break", range, "break")]
    case "for":
      edits.append(drop(statement))
      edits += sequenceEdits(of: statement)
    case "try" where whole.hasPrefix("try?"): edits.append(drop(statement))
    case "try":
      edits += [
        drop(statement), Edit("swallow", range, "_ = try? " + String(whole.dropFirst(4))),
      ]
    default: edits.append(drop(statement))
    }
    if whole.hasPrefix("_ = try ") {
      edits.append(Edit("swallow", range, "_ = try? " + String(whole.dropFirst(8))))
    }
    return edits
  }

  /// Whether a constant or variable is used by the next statement: then no compiler takes the swap.
  private func declares(_ statement: Statement, for next: Statement) -> Bool {
    guard ["let", "var"].contains(statement.keyword) else { return false }
    let names = tokens[statement.tokens].dropFirst().prefix { $0.text != "=" }
      .filter { $0.kind == .word }.map(\.text)
    return tokens[next.tokens].contains { $0.kind == .word && names.contains($0.text) }
  }

  /// What is the same as another change: to leave out all that an `if` does is to leave out the `if`,
  /// unless its condition calls something.
  func isNeedless(_ edit: Edit, in statements: [Statement]) -> Bool {
    guard edit.kind.hasPrefix("drop"), edit.replacements[0].text.isEmpty else { return false }
    return statements.contains { statement in
      guard statement.keyword == "if", tokens[statement.tokens.upperBound - 1].text == "}",
        let open = statement.tokens.first(where: { ["{", "("].contains(tokens[$0].text) }),
        partner(of: open) == statement.tokens.upperBound - 1
      else { return false }
      return edit.replacements[0].range
        == characters(of: open + 1..<statement.tokens.upperBound - 1).trimmed(in: self)
    }
  }

  private func drop(_ statement: Statement) -> Edit {
    let whole = text(statement)
    let kind =
      statement.keyword == "defer"
      ? "drop defer" : whole.contains("close()") ? "drop close" : "drop"
    // As an expression, so that a case or a closure still has one.
    return Edit(
      kind, characters(of: statement.tokens), statement.isAloneInCase ? "break" : "")
  }

  /// A loop leaves out one, or goes the other way.
  private func sequenceEdits(of statement: Statement) -> [Edit] {
    guard let start = statement.tokens.first(where: { tokens[$0].text == "in" }) else { return [] }
    var end = start + 1
    while end < statement.tokens.upperBound, !["{", "where"].contains(tokens[end].text) {
      end = "([".contains(tokens[end].text) ? partner(of: end) + 1 : end + 1
    }
    let range = characters(of: start + 1..<end)
    return [("drop first", "dropFirst"), ("drop last", "dropLast"), ("reverse", "reversed")].map {
      Edit($0, range, "(\(text(range))).\($1)()")
    }
  }
}

extension Range<Int> {
  /// Without spaces at the ends.
  fileprivate func trimmed(in source: SwiftText) -> Range<Int> {
    let text = source.characters[self]
    let lower = text.firstIndex { !$0.isWhitespace } ?? lowerBound
    let upper = text.lastIndex { !$0.isWhitespace } ?? lowerBound
    return lower..<Swift.max(lower, upper + 1)
  }
}
