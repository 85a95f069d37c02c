/// What the pages tell a reader to type or open is there.
let commands = Check(
  name: "commands",
  summary: "Commands, filters, traits and paths that the pages name exist."
) { workbook, _ in
  let known = try Known(workbook)
  var problems: [Problem] = []
  for page in try workbook.pages() {
    let code = page.markdown.blocks.flatMap { block in
      block.lines.enumerated().map { (block.line + 1 + $0.offset, $0.element) }
    }
    let spans = page.markdown.prose.flatMap { line, text in
      text.matches(of: #/`([^`]+)`/#).map { (line, $0.1) }
    }
    for (line, text) in code + spans {
      for (what, advice) in known.strangers(in: text) {
        problems.append(Problem(page.path, line: line, "\(what) does not exist.", advice: advice))
      }
    }
  }
  return problems
}

/// The names that a page may use.
private struct Known {
  let filters: Set<String>
  let programs: Set<String>
  let checks: Set<String>
  let traits: Set<String>
  let paths: Set<String>

  init(_ workbook: Workbook) throws {
    filters = Set(
      workbook.lessons.map(\.folder) + workbook.exercises.flatMap { [$0.name, $0.id] })
    checks = Set((Checks.all + Checks.byHand).map(\.name) + ["all", "new"])
    let package = try workbook.text("Package.swift")
    traits = Set(package.matches(of: #/\.trait\(name: "(\w+)"/#).map { String($0.1) })
    programs = Set(
      try workbook.files(under: "Solutions/Tour", ".swift").flatMap { file in
        try workbook.text(file).matches(of: #/name: "([^"]+)"/#).map { String($0.1) }
      })
    paths = workbook.paths
  }

  /// What `text` names and is not there, each with what to do.
  func strangers(in text: Substring) -> [(String, String)] {
    var found: [(String, String)] = []
    for match in text.matches(of: #/--filter ["']?([^\s"'`]+)/#)
    where match.1.first?.isNumber == true && !filters.contains(String(match.1)) {
      found.append(
        (
          "The filter `\(match.1)`",
          "Name a lesson's folder or an exercise's file, without `.swift`."
        ))
    }
    for match in text.matches(of: #/(swift run tour|\.ci\/check) +([a-z][\w-]*)/#)
    where !(match.1 == "swift run tour" ? programs : checks).contains(String(match.2)) {
      found.append(("`\(match.0)`", "`\(match.1)` lists what there is."))
    }
    for match in text.matches(of: #/--traits (\w+)/#) where !traits.contains(String(match.1)) {
      found.append(("The trait `\(match.1)`", "The traits are at the end of Package.swift."))
    }
    let path = #/(?:^|[\s(])((?:Lessons|Solutions|Tests|docs)\/[\w.\/-]*\w)/#
    for match in text.matches(of: path) where !paths.contains(String(match.1)) {
      found.append(("`\(match.1)`", "Name a file or folder by its path from the root."))
    }
    return found
  }
}
