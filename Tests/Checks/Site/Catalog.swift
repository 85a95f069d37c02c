import Foundation

/// The pages in the form that DocC reads.
///
/// A page is plain Markdown, so that it reads well on a code host, too: links and pictures are relative
/// paths, and hints are closed `<details>`. Here these become what DocC has for them, and DocC is told
/// what the table of the course knows: which page is the first, and which belong to which lesson.
struct Catalog {
  /// Where the pages are.
  static let source = "docs/Workbook.docc"

  let workbook: Workbook
  /// DocC's names of all headings, by the code host's, such as `terms#zombie`.
  private let anchors: [String: String]

  init(_ workbook: Workbook) throws {
    self.workbook = workbook
    var anchors: [String: String] = [:]
    for path in workbook.files(under: Self.source, ".md") {
      let page = path.split(separator: "/").last?.dropLast(3) ?? ""
      for line in try workbook.lines(path) where line.hasPrefix("#") {
        let anchor = line.drop { $0 == "#" }.dropFirst().anchor
        anchors["\(page)#\(anchor.lowercased())"] = anchor
      }
    }
    self.anchors = anchors
  }

  /// Writes the catalog to `folder`, and returns its pages.
  func write(to folder: URL) throws -> [CatalogPage] {
    let files = FileManager.default
    try? files.removeItem(at: folder)
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    try files.copyItem(
      at: workbook.url("\(Self.source)/Resources"), to: folder.appendingPathComponent("Resources"))
    return try workbook.files(under: Self.source, ".md").map { path in
      let page = try page(path)
      let target = folder.appendingPathComponent(page.name)
      try files.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try page.lines.map { $0.text + "\n" }.joined()
        .write(to: target, atomically: true, encoding: .utf8)
      return page
    }
  }

  private func page(_ path: String) throws -> CatalogPage {
    var page = CatalogPage(path: path, anchors: anchors)
    for (index, line) in try workbook.lines(path).enumerated() { page.add(line, number: index + 1) }
    page.endHints()
    let lesson = workbook.lessons.first { path.hasPrefix("\(Self.source)/\($0.folder)/") }
    if page.name == "Workbook.md" {
      page.add(["", "@Metadata {", "  @TechnologyRoot", "}"])
    } else if let lesson, path == lesson.page {
      page.add(["", "@Options {", "  @TopicsVisualStyle(hidden)", "}"])
      page.add(["", "@Metadata {", "  @TitleHeading(\"\(lesson.exercises.count) exercises\")", "}"])
      page.add(["", "## Topics", "", "### Exercises", ""])
      page.add(lesson.exercises.map { "- <doc:\($0.name)>" })
      if workbook.files.contains(lesson.questions) {
        page.add(["", "### Check yourself", "", "- <doc:check-yourself-\(lesson.number)>"])
      }
    } else if let lesson {
      let title = try workbook.lines(lesson.page).first?.dropFirst(2) ?? ""
      page.add(["", "@Options {", "  @AutomaticSeeAlso(disabled)", "}"])
      page.add(["", "@Metadata {", "  @TitleHeading(\"\(title)\")", "}"])
    }
    return page
  }
}

extension Workbook.Lesson {
  /// The lesson's page.
  var page: String { "\(Catalog.source)/\(folder)/\(folder).md" }
  /// The page with questions about the lesson.
  var questions: String { "\(Catalog.source)/\(folder)/check-yourself-\(number).md" }
}

extension Workbook.Exercise {
  /// The exercise's page.
  var page: String { "\(Catalog.source)/\(lesson)/\(name).md" }
}

/// A page in the form that DocC reads.
struct CatalogPage {
  /// The page's file, by its path from the root.
  let path: String
  /// DocC's lines, each with the number of the page's line that it was made of.
  private(set) var lines: [(number: Int?, text: String)] = []
  private var fence: Substring?
  private var inHints = false
  /// The lines so far of a picture whose description goes on.
  private var picture = ""

  private let anchors: [String: String]

  fileprivate init(path: String, anchors: [String: String]) {
    self.path = path
    self.anchors = anchors
  }

  /// The path in the catalog.
  var name: String { String(path.dropFirst(Catalog.source.count + 1)) }

  mutating func add(_ texts: [String]) { lines += texts.map { (nil, $0) } }

  mutating func add(_ line: Substring, number: Int) {
    let words = line.drop { $0 == " " }
    if let open = fence {
      if words == open { fence = nil }
      return write(String(line), number)
    }
    if words.hasPrefix("```") {
      fence = words.prefix { $0 == "`" }
      write(String(line), number)
    } else if let summary = line.wholeMatch(of: #/<summary>(.*)</summary>/#) {
      add(["  }", "  @Tab(\"\(summary.1)\") {"])
    } else if words.hasPrefix("<") {
      // The rest of HTML: the ends of hints, and comments, at which docc's own HTML comes to grief.
    } else if line.hasPrefix("## ") {
      endHints()
      write(String(line), number)
      if line == "## Hints" { beginHints() }
    } else if line.hasPrefix("![") || !picture.isEmpty {
      // docc keeps only the first line of a picture's description, so all of it goes on one.
      picture += (picture.isEmpty ? "" : " ") + line
      guard line.contains("](") else { return }
      write(named(picture[...]), number)
      picture = ""
    } else {
      write(named(line), number)
    }
  }

  private mutating func write(_ text: String, _ number: Int) {
    // In a tab all is indented, so that no line of it begins or ends a directive.
    lines.append((number, inHints && !text.isEmpty ? "    " + text : text))
  }

  /// What follows is a row of tabs, and the first one gives nothing away.
  private mutating func beginHints() {
    add(["", "@TabNavigator {", "  @Tab(\"Hints\") {"])
    inHints = true
  }

  mutating func endHints() {
    if inHints { add(["  }", "}", ""]) }
    inHints = false
  }

  /// The line with DocC's names in place of the paths of pages and pictures.
  private func named(_ line: Substring) -> String {
    String(line)
      .replacing(#/\]\((?:[^)\s:#]*/)?([\w-]+)\.md(#[^)\s]*)?\)/#) { link in
        let anchor = link.2.map { anchors["\(link.1)\($0)"].map { "#" + $0 } ?? String($0) }
        return "](doc:\(link.1)\(anchor ?? ""))"
      }
      .replacing(#/\]\((?:[^)\s:#]*/)?Resources/([\w-]+)\.svg\)/#) { "](\($0.1))" }
      .replacing(#/^- \[.*\]\((doc:[\w-]+)\)$/#) { "- <\($0.1)>" }
  }
}

extension Substring {
  /// What links to this heading say: no punctuation, hyphens for spaces.
  ///
  /// Code hosts have it in lower case, DocC as it is written.
  var anchor: String {
    filter { $0.isLetter || $0.isNumber || " -_".contains($0) }.replacing(" ", with: "-")
  }
}
