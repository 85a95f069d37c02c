#if Solutions
import Foundation
import Testing

/// The page that holds the programs against those of the tutorials.
extension Tour {
  @Test("The page on the tutorials' programs names each program of the tour once, and no other")
  func page() throws {
    let page = try String(
      contentsOf: root.appending(path: "docs/Workbook.docc/the-tutorial-programs.md"),
      encoding: .utf8)
    let parts = page.split(separator: "### Without a tutorial\n")
    try #require(parts.count == 2)
    // A row's program is its second cell.
    let rows = parts[0].matches(of: #/(?m)^\|[^|]+\| `swift run tour ([\w-]+)` \|[^|]+\|$/#).map(
      \.1)
    let others = parts[1].split(separator: "\n").filter { $0.hasPrefix("|") }
      .flatMap { $0.matches(of: #/`([\w-]+)`/#).map(\.1) }
    #expect(rows.count > 30)
    let named = (rows + others).map(String.init)
    let programs = try programs()
    #expect(Set(programs).subtracting(named) == [], "The page lacks these programs.")
    #expect(Set(named).subtracting(programs) == [], "The tour has no such programs.")
    #expect(named.count == Set(named).count, "The page names a program twice: \(named)")
  }

  @Test("Each program of the tour is run by a test")
  func allAreTested() throws {
    let folder = root.appending(path: "Tests/Tour")
    let sources = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "swift" }.map { try String(contentsOf: $0, encoding: .utf8) }
    // A call with one name, or the first line of a case with what the program must print.
    let run = sources.flatMap { source in
      source.matches(of: #/tour\(\["([\w-]+)"\]\)|\(\s+"([\w-]+)",\n/#).compactMap { $0.1 ?? $0.2 }
    }
    #expect(Set(try programs()).subtracting(run.map(String.init)) == [], "No test runs these.")
  }

  /// The names in the tour's own list.
  private func programs() throws -> [String] {
    let names = try tour([]).output.matches(of: #/(?m)^  ([\w-]+) +\S/#).map { String($0.1) }
    try #require(names.count > 40)
    return names
  }

  private var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }
}
#endif
