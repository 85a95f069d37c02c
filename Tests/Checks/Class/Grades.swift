import Foundation

/// What became of one submission.
struct Grades: Codable, Sendable {
  /// The learner's folder or archive.
  var name: String
  /// The verdict of each exercise, by its id: as in `report.json`, and `doesNotCompile`.
  var verdicts: [String: String] = [:]
  /// What went wrong first in each exercise that did not pass, by its id.
  var reasons: [String: String] = [:]
  /// What a teacher should know: files that were not taken, a run that was ended.
  var notes: [String] = []
  var seconds = 0.0

  /// How many exercises pass, or only work if that is enough.
  func points(_ level: GradeBook.Level, in exercises: [Workbook.Exercise]) -> Int {
    exercises.count { level.verdicts.contains(verdicts[$0.id] ?? "") }
  }
}

/// The results of a class as files.
struct GradeBook {
  let folder: URL
  let exercises: [Workbook.Exercise]

  /// What an exercise must have reached to count.
  enum Level: String, CaseIterable {
    case holds = "passed"
    case works

    /// The verdicts that count.
    var verdicts: [String] { self == .holds ? ["passed"] : ["passed", "working"] }
  }

  /// The grades of a submission from an earlier run, if there are any.
  func earlier(_ name: String) -> Grades? {
    guard let data = try? Data(contentsOf: file(name)) else { return nil }
    return try? JSONDecoder().decode(Grades.self, from: data)
  }

  func keep(_ grades: Grades, for name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(grades).write(to: file(name), options: .atomic)
  }

  private func file(_ name: String) -> URL { folder.appendingPathComponent("\(name).json") }

  private var lessons: [String] {
    exercises.map(\.lesson).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// Writes `class.csv`, `class.html`, and for a job's page `class.md`.
  func write(_ all: [Grades]) throws {
    let header =
      ["name"] + Level.allCases.map(\.rawValue) + ["of"]
      + lessons.flatMap { lesson in Level.allCases.map { "\(lesson) \($0.rawValue)" } }
      + exercises.map { "\($0.id) \($0.title)" } + ["notes"]
    let rows = all.map { grades in
      [grades.name] + Level.allCases.map { "\(grades.points($0, in: exercises))" }
        + ["\(exercises.count)"] + lessons.flatMap { points(grades, in: $0) }
        + exercises.map { grades.verdicts[$0.id] ?? "notRun" }
        + [grades.notes.joined(separator: " ")]
    }
    let csv = ([header] + rows).map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    try Data(csv.utf8).write(to: folder.appendingPathComponent("class.csv"), options: .atomic)
    try Data(summary(all).utf8).write(
      to: folder.appendingPathComponent("class.md"), options: .atomic)
    try Data(html(all).utf8).write(
      to: folder.appendingPathComponent("class.html"), options: .atomic)
  }

  /// How many exercises of a lesson pass, and how many work.
  private func points(_ grades: Grades, in lesson: String) -> [String] {
    let own = exercises.filter { $0.lesson == lesson }
    return Level.allCases.map { "\(grades.points($0, in: own))" }
  }

  /// Both in one cell, such as "3 (5)".
  private func both(_ grades: Grades, in lesson: String) -> String {
    let points = points(grades, in: lesson)
    return "\(points[0]) (\(points[1]))"
  }

  private func summary(_ all: [Grades]) -> String {
    let heads =
      ["Learner", "Passed of \(exercises.count)", "Works"] + lessons.map { "\($0): passed (works)" }
      + ["Notes"]
    let rows = all.map { grades in
      [grades.name] + Level.allCases.map { "\(grades.points($0, in: exercises))" }
        + lessons.map { both(grades, in: $0) }
        + [grades.notes.joined(separator: " ")]
    }
    return ([heads, heads.map { _ in "---" }] + rows).map { cells in
      let safe = cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }
      return "| \(safe.joined(separator: " | ")) |\n"
    }.joined()
  }

  private func quoted(_ text: String) -> String {
    // A cell that begins like a formula would be run by a spreadsheet.
    let safe = text.first.map { "=+-@".contains($0) } == true ? "'" + text : text
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  // MARK: - The page

  /// The mark and the word of each verdict: never told by colour alone.
  private static let marks = [
    "passed": "■", "working": "▣", "failed": "✘", "crashed": "☠", "hung": "∞", "leaked": "◌",
    "notStarted": "□",
    "doesNotCompile": "≠", "skipped": "–", "incomplete": "◧", "notRun": "·",
  ]

  private func html(_ all: [Grades]) -> String {
    var rows = ""
    for grades in all {
      rows += "<tr><th scope=row>\(grades.name.escaped)</th>"
      rows += Level.allCases.map { "<td>\(grades.points($0, in: exercises))</td>" }.joined()
      rows += lessons.map { "<td>\(both(grades, in: $0))</td>" }.joined()
      for exercise in exercises {
        let verdict = grades.verdicts[exercise.id] ?? "notRun"
        let reason = grades.reasons[exercise.id].map { ": \($0)" } ?? ""
        let title = "\(exercise.id) \(exercise.title): \(verdict)\(reason)".escaped
        rows += "<td class=\(verdict) title=\"\(title)\" data-key=\"\(verdict)\">"
        rows += "<span aria-hidden=true>\(Self.marks[verdict] ?? "?")</span>"
        rows += "<span class=word>\(verdict)</span></td>"
      }
      rows += "<td class=notes>\(grades.notes.joined(separator: " ").escaped)</td></tr>\n"
    }
    let heads =
      ["Name", "Passed of \(exercises.count)", "Works"]
      + lessons.map { "\($0): passed (works)".escaped }
      + exercises.map(\.id.escaped) + ["Notes"]
    let legend = Self.marks.sorted { $0.key < $1.key }.map { "\($1) \($0)" }
      .joined(separator: " · ")
    return Self.page
      .replacing("HEADS", with: heads.map { "<th scope=col><button>\($0)</button></th>" }.joined())
      .replacing("LEGEND", with: legend)
      .replacing("ROWS", with: rows)
  }

  private static let page = """
    <!doctype html>
    <html lang=en><meta charset=utf-8><title>The class</title>
    <meta name=viewport content="width=device-width">
    <style>
    :root { color-scheme: light dark; font: 14px system-ui, sans-serif }
    table { border-collapse: collapse } th, td { padding: 2px 6px; border: 1px solid #8886 }
    thead th { position: sticky; top: 0; background: Canvas } tbody th { text-align: left }
    td { text-align: center } .notes { text-align: left; min-width: 20em }
    button { all: unset; cursor: pointer; font-weight: 600 } button:focus-visible { outline: 2px solid }
    .passed { background: #2a82 } .working { background: #ca22 } .failed, .crashed, .hung, .leaked, .doesNotCompile { background: #c422 }
    .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    </style>
    <h1>The class</h1>
    <p>LEGEND<p>Choose a heading to sort by it. Point at a mark for the reason.
    <table><thead><tr>HEADS</tr></thead><tbody>
    ROWS</tbody></table>
    <script>
    document.querySelectorAll("thead th").forEach((head, column) => head.onclick = () => {
      const body = document.querySelector("tbody"), down = head.ariaSort !== "descending"
      const key = row => { const cell = row.cells[column]; return cell.dataset.key ?? cell.textContent }
      document.querySelectorAll("thead th").forEach(other => other.ariaSort = null)
      head.ariaSort = down ? "descending" : "ascending"
      const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), undefined, { numeric: true }))
      body.append(...(column > 0 === down ? rows.reverse() : rows))
    })
    </script>
    </html>

    """
}
