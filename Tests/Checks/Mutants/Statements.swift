/// One statement: from its first token to behind its last.
struct Statement {
  let tokens: Range<Int>
  /// The statement's first word, such as `guard`.
  let keyword: String
  /// Whether its block would be empty without it, and may not be: a case of a `switch`.
  var isAloneInCase = false
}

extension SwiftText {
  /// The blocks in the range and below, each as its statements; the first is the range itself.
  func blocks(in range: Range<Int>, isSwitch: Bool = false) -> [[Statement]] {
    let own = statements(in: range, isSwitch: isSwitch)
    var all: [[Statement]] = isSwitch ? own.filter { !$0.isEmpty } : own
    for statement in own.flatMap({ $0 }) {
      var place = statement.tokens.lowerBound
      while place < statement.tokens.upperBound {
        if tokens[place].text == "{" {
          let close = partner(of: place)
          let first = statement.tokens.lowerBound
          let isSwitch = tokens[first..<place].last { $0.text == "switch" || $0.text == "}" }
          all += blocks(
            in: afterHeader(place + 1..<close), isSwitch: isSwitch?.text == "switch")
          place = close
        }
        place += 1
      }
    }
    return all
  }

  /// What is left of a closure without its `x, y in`.
  private func afterHeader(_ range: Range<Int>) -> Range<Int> {
    guard let first = range.first(where: { tokens[$0].kind != .lineEnd }),
      tokens[first].text != "for"
    else { return range }
    for place in range {
      if tokens[place].text == "in" { return place + 1..<range.upperBound }
      if tokens[place].kind == .lineEnd || tokens[place].text == "{" { break }
    }
    return range
  }

  /// The statements of one block; of a `switch`, those of each case.
  func topBlocks(in range: Range<Int>, isSwitch: Bool) -> [[Statement]] {
    statements(in: range, isSwitch: isSwitch).filter { !isSwitch || !$0.isEmpty }
  }

  private func statements(in range: Range<Int>, isSwitch: Bool) -> [[Statement]] {
    var blocks: [[Statement]] = [[]]
    var start: Int?
    var place = range.lowerBound
    func end(at end: Int) {
      guard let first = start else { return }
      var last = end
      while last > first, tokens[last - 1].kind == .lineEnd { last -= 1 }
      blocks[blocks.count - 1].append(
        Statement(tokens: first..<last, keyword: tokens[first].text))
      start = nil
    }
    while place < range.upperBound {
      let token = tokens[place]
      if token.kind == .lineEnd || token.text == ";" {
        if token.text == ";" || !goesOn(at: place, in: range) { end(at: place) }
      } else if isSwitch, start == nil, ["case", "default"].contains(token.text) {
        blocks.append([])
        while tokens[place].text != ":" {
          if "([".contains(tokens[place].text) { place = partner(of: place) }
          place += 1
        }
      } else {
        if start == nil { start = place }
        if "([{".contains(token.text) { place = partner(of: place) }
      }
      place += 1
    }
    end(at: range.upperBound)
    if isSwitch {
      for index in blocks.indices where blocks[index].count == 1 {
        blocks[index][0].isAloneInCase = true
      }
    }
    return blocks
  }

  /// Whether the statement goes on behind the end of this line.
  private func goesOn(at place: Int, in range: Range<Int>) -> Bool {
    guard place > range.lowerBound else { return false }
    let last = tokens[place - 1]
    if last.kind == .sign && last.isApart || [",", "=", "in"].contains(last.text) { return true }
    guard let next = (place..<range.upperBound).first(where: { tokens[$0].kind != .lineEnd })
    else { return false }
    let text = tokens[next].text
    return [".", ":", "{", "else", "catch", "where"].contains(text)
      || tokens[next].kind == .sign && tokens[next].isApart
  }

  /// The text of a statement.
  func text(_ statement: Statement) -> String { text(characters(of: statement.tokens)) }

  /// The characters from the first of the tokens to the last.
  func characters(of range: Range<Int>) -> Range<Int> {
    tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
  }
}
