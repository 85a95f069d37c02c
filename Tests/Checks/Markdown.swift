/// A fenced block of code on a page.
struct CodeBlock {
  let page: String
  /// The line of the opening fence, from 1.
  let line: Int
  /// The word after the fence, such as `swift`.
  let language: String
  /// The lines between the fences, without the fence's indentation.
  let lines: [Substring]
  /// What `<!-- snippet: … -->` on the line before says.
  let source: String?
}

/// The fenced blocks of a page, and its other lines.
struct Markdown {
  var blocks: [CodeBlock] = []
  /// The lines that are not code, with their numbers from 1.
  var prose: [(line: Int, text: Substring)] = []

  init(page: String, lines: [Substring]) throws {
    var open: (line: Int, fence: String, indent: Int, language: String, source: String?)?
    var body: [Substring] = []
    // What stands further to the right is an example of Markdown, except inside DocC's directives.
    let deepest = page.hasPrefix("docs/") ? Int.max : 4
    for (index, text) in lines.enumerated() {
      let indent = text.prefix { $0 == " " }.count
      let words = text.dropFirst(indent)
      if let block = open {
        guard words.hasPrefix(block.fence), words.allSatisfy({ $0 == "`" || $0 == " " }) else {
          body.append(text.dropFirst(min(indent, block.indent)))
          continue
        }
        blocks.append(
          CodeBlock(
            page: page, line: block.line, language: block.language, lines: body,
            source: block.source))
        open = nil
      } else if words.hasPrefix("```"), indent < deepest {
        let fence = String(words.prefix { $0 == "`" })
        let language = words.dropFirst(fence.count).prefix { $0 != " " }
        let before = index > 0 ? lines[index - 1] : ""
        let source = before.firstMatch(of: #/<!--\s*snippet:\s*(.*?)\s*-->/#).map { String($0.1) }
        open = (index + 1, fence, indent, String(language), source)
        body = []
      } else {
        prose.append((index + 1, text))
      }
    }
    if let open { throw CheckError("\(page):\(open.line): the block that begins here has no end.") }
  }
}

extension Workbook {
  /// Every page of the docs, README.md and CONTRIBUTING.md.
  func pages() throws -> [(path: String, markdown: Markdown)] {
    try files.filter { $0.hasSuffix(".md") && ($0.hasPrefix("docs/") || !$0.contains("/")) }
      .map { ($0, try Markdown(page: $0, lines: lines($0))) }
  }
}
