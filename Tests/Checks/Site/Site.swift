import Foundation

/// The docs as a web site: DocC's, with a search, and with each page's text in its HTML.
struct Site {
  /// What the site adds to DocC.
  static let assets = "docs/Site"
  static let title = "The Multiprocessing Workbook"

  let workbook: Workbook
  /// Where the site is put; the catalog that docc reads is put beside it.
  let output: URL
  /// What all addresses begin with: nothing, or such as `/workbook` for `https://HOST/workbook/`.
  let base: String

  /// Builds the site, and returns docc's warnings and errors.
  func build() throws -> [Problem] {
    let catalog = output.appendingPathExtension("build").appendingPathComponent("Workbook.docc")
    let pages = try Catalog(workbook).write(to: catalog)
    for name in ["theme-settings.json", "header.html"] {
      try asset(name).write(
        to: catalog.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let problems = try convert(catalog, pages)
    if problems.isEmpty { try finish() }
    return problems
  }

  private func convert(_ catalog: URL, _ pages: [CatalogPage]) throws -> [Problem] {
    try? FileManager.default.removeItem(at: output)
    let xcrun = try shell(["xcrun", "--find", "docc"], in: workbook.root).status == 0
    let outcome = try shell(
      (xcrun ? ["xcrun"] : []) + ["docc", "convert", catalog.path, "--warnings-as-errors"]
        + ["--experimental-enable-custom-templates", "--output-path", output.path]
        + ["--hosting-base-path", base.isEmpty ? "/" : base], in: workbook.root)
    if outcome.status == 0 { return [] }
    let found = outcome.output.matches(
      of: #/(?m)^(?:error|warning): (.+)\n(?:.*\n)*?\s*--> (.+?):(\d+):/#)
    if found.isEmpty { throw CheckError("docc failed:\n\(outcome.output)") }
    // docc prints some diagnostics twice.
    var seen: Set<Problem> = []
    return found.map { match in
      let page = pages.first { $0.name == match.2 || match.2.hasSuffix("/" + $0.name) }
      let index = (Int(match.3) ?? 1) - 1
      let line = page.flatMap { $0.lines.indices.contains(index) ? $0.lines[index].number : nil }
      return Problem(
        page?.path ?? String(match.2), line: line, String(match.1),
        advice: "`docc convert \(catalog.path)` says more.")
    }.filter { seen.insert($0).inserted }
  }

  /// Adds to what docc wrote.
  private func finish() throws {
    try FileManager.default.createDirectory(
      at: output.appendingPathComponent("search"), withIntermediateDirectories: true)
    var sections: [PageText.Section] = []
    var links: [String] = []
    for (address, page) in try pages() {
      let text = PageText(page: page, base: base)
      sections += text.sections(url: address)
      links.append("<li><a href=\"\(base)\(address)\">\(text.title.escaped)</a></li>")
      try put(text, into: output.appendingPathComponent("\(address)index.html"))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(sections).write(to: output.appendingPathComponent("search/index.json"))
    let list = "<ul>\n\(links.joined(separator: "\n"))\n</ul>"
    try write(asset("search.html").replacing("{{PAGES}}", with: list), "search/index.html")
    try write(asset("search.js"), "search/search.js")
    try write(asset("site.css"), "site.css")
    try write(asset("favicon.svg"), "favicon.svg")
    try FileManager.default.removeItem(at: output.appendingPathComponent("favicon.ico"))
    try write(
      "<!doctype html><meta charset=\"utf-8\"><title>\(Self.title)</title>"
        + "<meta http-equiv=\"refresh\" content=\"0; url=\(base)/documentation/workbook/\">"
        + "<a href=\"\(base)/documentation/workbook/\">\(Self.title)</a>\n", "index.html")
    try nameSite()
    try shorten()
  }

  /// Writes docc's data again without escaped slashes, so that less is loaded.
  private func shorten() throws {
    for folder in ["data", "index"].map({ output.appendingPathComponent($0) }) {
      let names =
        FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
      for name in names where name.hasSuffix(".json") {
        let file = folder.appendingPathComponent(name)
        let data = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        try JSONSerialization.data(
          withJSONObject: data, options: [.sortedKeys, .withoutEscapingSlashes]
        ).write(to: file)
      }
    }
  }

  /// The pages that docc wrote, by their addresses below the base, the first page first.
  private func pages() throws -> [(address: String, page: RenderPage)] {
    let data = output.appendingPathComponent("data")
    let names =
      FileManager.default.enumerator(atPath: data.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".json") }.map { $0.dropLast(5) }.sorted().map { name in
      let file = data.appendingPathComponent("\(name).json")
      return ("/\(name)/", try JSONDecoder().decode(RenderPage.self, from: Data(contentsOf: file)))
    }
  }

  /// Puts a page's text into its HTML, for readers without scripts and for search engines.
  private func put(_ text: PageText, into file: URL) throws {
    let head = """
      <title>\(text.title.escaped)</title><meta name="description" content="\(text.abstract.escaped)">\
      <link rel="stylesheet" href="\(base)/site.css">
      """
    let body = """
      <noscript><div class="plain"><nav><a href="\(base)/documentation/workbook/">\(Self.title)</a> · \
      <a href="\(base)/search/">All pages</a></nav>
      \(text.html)</div></noscript>
      """
    let html = try String(contentsOf: file, encoding: .utf8)
      .replacing(#/<title>.*?</title>/#, with: head)
      .replacing(#/<link rel="icon"[^>]*>/#) { _ in
        "<link rel=\"icon\" href=\"\(base)/favicon.svg\" type=\"image/svg+xml\">"
      }
      .replacing(#/<link rel="mask-icon"[^>]*>/#, with: "")
      .replacing(#/<noscript>.*</noscript>/#.dotMatchesNewlines()) { _ in body }
    try html.write(to: file, atomically: true, encoding: .utf8)
  }

  /// The renderer's bar says “Documentation”, and no setting changes that.
  private func nameSite() throws {
    let scripts = output.appendingPathComponent("js")
    let old = #""documentation":{"title":"Documentation""#
    let new = #""documentation":{"title":"\#(Self.title)""#
    for name in try FileManager.default.contentsOfDirectory(atPath: scripts.path)
    where name.hasPrefix("index.") {
      let file = scripts.appendingPathComponent(name)
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.replacing(old, with: new).write(to: file, atomically: true, encoding: .utf8)
    }
  }

  private func asset(_ name: String) throws -> String {
    try workbook.text("\(Self.assets)/\(name)").replacing("{{BASE}}", with: base)
  }

  private func write(_ text: String, _ path: String) throws {
    try text.write(to: output.appendingPathComponent(path), atomically: true, encoding: .utf8)
  }
}
