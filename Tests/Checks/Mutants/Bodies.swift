/// The body of a function, an initializer or an accessor.
struct Body {
  /// What it is called in the lists, such as `unlock` or `value.set`.
  let name: String
  /// The tokens between its braces.
  let tokens: Range<Int>
  /// The characters between its braces.
  let characters: Range<Int>
  /// What it returns, as it is written: nil for nothing.
  let result: String?
  /// The declaration's own words, with the names of its parameters.
  let signature: String
}

extension SwiftText {
  private static let modifiers: Set = [
    "public", "package", "internal", "fileprivate", "private", "static", "final", "convenience",
    "mutating", "nonmutating", "override", "nonisolated", "required",
  ]

  /// The bodies of the file, from the first to the last; functions inside of one are part of it.
  func bodies() -> [Body] {
    var bodies: [Body] = []
    var index = 0
    while index < tokens.count {
      guard let (found, next) = declaration(at: index) else {
        index += 1
        continue
      }
      bodies += found
      index = next
    }
    return bodies
  }

  /// What begins at the token, and the token behind it.
  private func declaration(at index: Int) -> ([Body], Int)? {
    let keyword = tokens[index].text
    guard tokens[index].kind == .word, ["func", "init", "subscript", "var"].contains(keyword),
      index == 0 || tokens[index - 1].kind == .lineEnd
        || Self.modifiers.contains(tokens[index - 1].text) || tokens[index - 1].text == ")",
      let open = openBrace(after: index, isVariable: keyword == "var")
    else { return nil }
    let close = partner(of: open)
    let name = ["func", "var"].contains(keyword) ? tokens[index + 1].text : keyword
    let signature = text(tokens[index].range.lowerBound..<tokens[open].range.lowerBound)
    let isGetter = keyword == "var" || keyword == "subscript"
    let accessors = isGetter ? accessors(in: open + 1..<close, of: name, signature) : []
    if !accessors.isEmpty { return (accessors, close + 1) }
    let result = isGetter ? "Value" : keyword == "func" ? result(in: index..<open) : nil
    return ([body(open, close, name, result, signature)], close + 1)
  }

  private func body(
    _ open: Int, _ close: Int, _ name: String, _ result: String?, _ signature: String
  ) -> Body {
    Body(
      name: name, tokens: open + 1..<close,
      characters: tokens[open].range.upperBound..<tokens[close].range.lowerBound,
      result: result, signature: signature)
  }

  /// The brace that begins a body; a stored variable has none.
  private func openBrace(after index: Int, isVariable: Bool) -> Int? {
    var place = index + 1
    while place < tokens.count {
      switch tokens[place].text {
      case "{": return place
      case "(", "[": place = partner(of: place)
      case "}": return nil
      case "=" where isVariable, "\n" where isVariable: return nil
      default: break
      }
      place += 1
    }
    return nil
  }

  /// What stands behind the arrow that is not part of a parameter.
  private func result(in range: Range<Int>) -> String? {
    var place = range.lowerBound
    while place < range.upperBound {
      if tokens[place].text == "->" {
        let words = tokens[place + 1..<range.upperBound].prefix { $0.text != "where" }
        let text = words.map(\.text).filter { $0 != "\n" }.joined()
        return ["Void", "()"].contains(text) ? nil : text
      }
      place = "([".contains(tokens[place].text) ? partner(of: place) + 1 : place + 1
    }
    return nil
  }

  private func accessors(in range: Range<Int>, of name: String, _ signature: String) -> [Body] {
    var found: [Body] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let word = tokens[place].text
      if ["get", "set", "willSet", "didSet"].contains(word), tokens[place + 1].text == "{" {
        let close = partner(of: place + 1)
        found.append(
          body(place + 1, close, "\(name).\(word)", word == "get" ? "Value" : nil, signature))
        place = close
      } else if tokens[place].kind != .lineEnd, word != "nonmutating", word != "mutating" {
        return found
      }
      place += 1
    }
    return found
  }
}
