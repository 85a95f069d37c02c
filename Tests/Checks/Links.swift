/// Links and pictures lead somewhere, on a code host as on the site.
let links = Check(
  name: "links",
  summary: "Links and pictures of the pages resolve; pages are plain Markdown."
) { workbook, _ in
  let pages = try workbook.pages().map { try Page($0.path, $0.markdown, workbook) }
  let byPath = Dictionary(uniqueKeysWithValues: pages.map { ($0.path, $0) })
  let paths = workbook.paths
  return pages.flatMap { page in
    page.links.flatMap { problems(with: $0, on: page, byPath, paths) } + plainness(of: page)
  } + footers(byPath, workbook) + (try pictures(pages, workbook))
}

/// A page as readers of its file see it.
private struct Page {
  struct Link {
    let line: Int
    let isPicture: Bool
    let text: String
    /// The path from the root, if it is one.
    let path: String?
    let anchor: String?
  }

  let path: String
  let title: String
  let prose: [(line: Int, text: Substring)]
  var links: [Link] = []
  var isOnSite: Bool { path.hasPrefix(Catalog.source + "/") }
  /// What links to a heading may say after `#`.
  var anchors: Set<String> {
    Set(
      prose.filter { $0.text.hasPrefix("#") }
        .map { $0.text.drop { $0 == "#" }.dropFirst().anchor.lowercased() })
  }

  init(_ path: String, _ markdown: Markdown, _ workbook: Workbook) throws {
    self.path = path
    title = String(try workbook.lines(path).first?.dropFirst(2) ?? "")
    prose = markdown.prose
    // The text of a link may go over several lines.
    let text = prose.map(\.text).joined(separator: "\n")
      // A link in code is an example.
      .replacing(#/`[^`\n]*\]\([^`\n]*`/#, with: "")
    for match in text.matches(of: #/(!?)\[([^\[\]]*)\]\(([^()\s]+)\)/#) {
      let index = text[..<match.range.lowerBound].count { $0 == "\n" }
      let parts = match.3.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let isAddress = match.3.contains(":")
      links.append(
        Link(
          line: prose[index].line, isPicture: !match.1.isEmpty,
          text: match.2.split { $0 == " " || $0 == "\n" }.joined(separator: " "),
          path: isAddress ? nil : parts[0].isEmpty ? path : resolved(parts[0], from: path),
          anchor: parts.count > 1 && !isAddress ? String(parts[1]) : nil))
    }
  }
}

/// The path from the root that a relative path on a page means.
private func resolved(_ relative: Substring, from page: String) -> String {
  var parts = page.split(separator: "/").dropLast()
  for part in relative.split(separator: "/") where part != "." {
    if part == ".." { _ = parts.popLast() } else { parts.append(part) }
  }
  return parts.joined(separator: "/")
}

private func problems(
  with link: Page.Link, on page: Page, _ pages: [String: Page], _ paths: Set<String>
) -> [Problem] {
  func problem(_ message: String, _ advice: String) -> [Problem] {
    [Problem(page.path, line: link.line, message, advice: advice)]
  }
  guard let path = link.path else { return [] }
  guard paths.contains(path) else {
    return problem(
      "\(link.isPicture ? "The picture" : "The link to") `\(path)` is dead.",
      "Write the path from the folder of the page, such as ../Resources/NAME.svg.")
  }
  if link.isPicture {
    return link.text.isEmpty
      ? problem("The picture has no description.", "Say in words what it shows.") : []
  }
  guard let target = pages[path] else {
    return page.isOnSite
      ? problem("`\(path)` is no page: on the site this link is dead.", "Name it as code.") : []
  }
  if page.isOnSite && !target.isOnSite {
    return problem("`\(path)` is not on the site.", "Name it as code.")
  }
  if let anchor = link.anchor, !target.anchors.contains(anchor) {
    return problem("`\(path)` has no heading `#\(anchor)`.", "Its headings, in lower case.")
  }
  if link.text != target.title, link.text.contains(#/^(\d+\.\d+ |Lesson \d)/#) {
    return problem("The page is called “\(target.title)”.", "Call it so, or say something else.")
  }
  return []
}

/// A code host shows DocC's directives as text, and DocC drops HTML.
private func plainness(of page: Page) -> [Problem] {
  guard page.isOnSite else { return [] }
  return page.prose.compactMap { line, text in
    let text = text.drop { $0 == " " }
    if text.contains("<doc:") || text.contains("](doc:") {
      return Problem(
        page.path, line: line, "A code host can't follow DocC's links.",
        advice: "Write [TITLE](PATH.md), with the path from the folder of the page.")
    }
    if text.hasPrefix("@"), text.contains(#/^@[A-Z]\w*( *\(.*\))? *\{/#) {
      return Problem(
        page.path, line: line, "A code host shows this directive as text.",
        advice: "Write plain Markdown; Tests/Checks/Site/Catalog.swift adds what DocC needs.")
    }
    let isKnown =
      #/<!-- .* -->|</?details>|<summary>(Nudge|Concept|Nearly the code)(: works|: holds)?</summary>/#
    if text.hasPrefix("<"), text.wholeMatch(of: isKnown) == nil, !text.hasPrefix("<http") {
      return Problem(
        page.path, line: line, "The site does not show this HTML.",
        advice: "Only hints may be HTML, written as on the page of exercise 1.1.")
    }
    return nil
  }
}

/// The pages of lessons and exercises end with the ways back and on.
private func footers(_ pages: [String: Page], _ workbook: Workbook) -> [Problem] {
  let paths = workbook.lessons.flatMap { [$0.page] + $0.exercises.map(\.page) }
  let found = paths.compactMap { pages[$0] }
  return found.enumerated().compactMap { index, page in
    func way(_ word: String, to index: Int) -> String? {
      guard found.indices.contains(index) else { return nil }
      let folder = page.path.prefix(through: page.path.lastIndex(of: "/") ?? page.path.startIndex)
      let path = found[index].path
      let relative =
        path.hasPrefix(folder)
        ? path.dropFirst(folder.count) : "../" + path.dropFirst(Catalog.source.count + 1)
      return "\(word): [\(found[index].title)](\(relative))"
    }
    let ways = [way("Previous", to: index - 1), way("Next", to: index + 1)]
    let expected = ways.compactMap(\.self).joined(separator: " · ")
    guard let last = page.prose.last(where: { !$0.text.isEmpty }), last.text != expected else {
      return nil
    }
    return Problem(
      page.path, line: last.line, "The page does not end with the ways back and on.",
      advice: "Its last line should be:\n\(expected)")
  }
}

/// Each picture is used, is there for dark screens, too, and brings a background for hosts that show
/// the light one on dark.
private func pictures(_ pages: [Page], _ workbook: Workbook) throws -> [Problem] {
  let used = Set(pages.flatMap(\.links).filter(\.isPicture).compactMap(\.path))
  let all = workbook.files(under: "\(Catalog.source)/Resources", ".svg")
  return try all.filter { !$0.hasSuffix("~dark.svg") }.flatMap { path -> [Problem] in
    var found: [Problem] = []
    if !used.contains(path) {
      found.append(Problem(path, "No page shows this picture.", advice: "Show it, or remove it."))
    }
    if !all.contains(path.replacing(".svg", with: "~dark.svg")) {
      found.append(Problem(path, "There is none for dark screens.", advice: "Add NAME~dark.svg."))
    }
    if !(try workbook.text(path).contains("style=\"background: ")) {
      found.append(
        Problem(
          path, "On a dark page this can't be read.",
          advice: "Add style=\"background: #ffffff\" to the element svg."))
    }
    return found
  }
}
