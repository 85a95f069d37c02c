extension SwiftText {
  private static let signs: [String: [String]] = [
    "<": ["<="], "<=": ["<"], ">": [">="], ">=": [">"], "==": ["!="], "!=": ["=="],
    "&&": ["||"], "||": ["&&"], "+": ["-"], "-": ["+"], "*": ["+"], "/": ["*"], "%": ["*"],
    "&+": ["&-"], "&-": ["&+"], "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"],
    "+=": ["-=", "="], "-=": ["+="],
  ]

  private static let words: [String: [String]] = [
    "true": ["false"], "false": ["true"],
    "min": ["max"], "max": ["min"], "first": ["last"], "last": ["first"],
    "popFirst": ["popLast"], "popLast": ["popFirst"],
    "removeFirst": ["removeLast"], "removeLast": ["removeFirst"],
    "dropFirst": ["dropLast"], "dropLast": ["dropFirst"],
    "prefix": ["suffix"], "suffix": ["prefix"],
    "firstIndex": ["lastIndex"], "lowerBound": ["upperBound"], "upperBound": ["lowerBound"],
    "SIGTERM": ["SIGKILL"], "SIGKILL": ["SIGTERM"],
    "receiving": ["sending"], "sending": ["receiving"],
    "output": ["error"], "error": ["output"],
  ]

  /// A sign, a number or a name is replaced.
  func tokenEdits(at index: Int, of body: Body) -> [Edit] {
    let token = tokens[index]
    switch token.kind {
    case .sign:
      if token.text == "..<" { return [Edit("range", token.range, "...")] }
      if token.text == "..." { return [Edit("range", token.range, "..<")] }
      if token.text == "!", !token.isApart, index + 1 < tokens.count,
        tokens[index + 1].range.lowerBound == token.range.upperBound
      {
        return [Edit("negate", token.range, "")]
      }
      let others = token.isApart ? Self.signs[token.text] ?? [] : []
      return others.map { Edit("sign", token.range, $0) }
    case .number:
      if tokens[index - 1].text == "." { return [] }
      return numbers(near: token.text).map { Edit("constant", token.range, $0) }
    case .word:
      let isName = ["first", "last", "output", "error"].contains(token.text)
      let isMember = index > 0 && tokens[index - 1].text == "."
      let others =
        isName && !isMember && tokens[index + 1].text != "." ? [] : Self.words[token.text]
      return (others ?? []).map { Edit("other word", token.range, $0) }
        + deadlineEdits(at: index, of: body) + wakeEdits(at: index)
    default: return []
    }
  }

  private func numbers(near text: String) -> [String] {
    let digits = text.filter { $0 != "_" }
    let value = digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
    guard let value else { return [] }
    return value == 0 ? ["1"] : ["\(value + 1)", "\(value - 1)"]
  }

  /// A wait ends at another time than it should: never, at once, or its time begins anew.
  private func deadlineEdits(at index: Int, of body: Body) -> [Edit] {
    let word = tokens[index].text
    func argument(_ start: Int) -> Range<Int> {
      var end = start
      while end < tokens.count, ![")", ",", "\n", "]"].contains(tokens[end].text) {
        end = "(".contains(tokens[end].text) ? partner(of: end) + 1 : end + 1
      }
      return characters(of: start..<end)
    }
    if word == "until", tokens[index + 1].text == ":" {
      var others = [".never", "Deadline(after: .zero)"]
      if body.signature.contains("timeout") { others.append("Deadline(after: timeout)") }
      return others.map { Edit("deadline", argument(index + 2), $0) }
    }
    if word == "after", tokens[index + 1].text == ":", tokens[index - 2].text == "Deadline" {
      let whole = tokens[index - 2].range.lowerBound..<argument(index + 2).upperBound + 1
      return [
        Edit("deadline", argument(index + 2), ".zero"), Edit("deadline", whole, "Deadline.never"),
      ]
    }
    if word == "timeout", tokens[index + 1].text == ":" {
      return [".zero", "nil", ".seconds(1_000_000)"].map {
        Edit("deadline", argument(index + 2), $0)
      }
    }
    return []
  }

  /// One is woken for all, or all for one.
  private func wakeEdits(at index: Int) -> [Edit] {
    guard tokens[index].text == "wake", tokens[index + 1].text == "(" else { return [] }
    let close = partner(of: index + 1)
    let range = tokens[index + 1].range.lowerBound..<tokens[close].range.upperBound
    return ["()", "(1)"].map { Edit("wake", range, $0) }
  }
}
