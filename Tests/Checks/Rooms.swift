import Foundation

/// Groundwork and Grading are houses with rooms, one above the other.
let rooms = Check(
  name: "rooms",
  summary: "Each room of Groundwork and of Grading uses only rooms below it."
) { workbook, _ in
  try houses.flatMap { try problems(in: $0, workbook) }
}

/// A module whose files lie in rooms.
private struct House {
  let folder: String
  /// Its rooms, from the lowest one up: each may use what is before it.
  let rooms: [String]
}

private let houses = [
  House(
    folder: "Lessons/0-Groundwork/Groundwork",
    rooms: [
      "Steps", "System", "Liveness", "Descriptors", "Memory", "Coder", "Exercises", "Start",
      "StepControl",
    ]),
  House(
    folder: "Tests/0-Grading/Grading",
    rooms: [
      "Course", "Processes", "Helpers", "Interleavings", "Record", "Sandbox", "Verdict", "Report",
      "Run",
    ]),
]

private func problems(in house: House, _ workbook: Workbook) throws -> [Problem] {
  let files = try workbook.files(under: house.folder, ".swift").map { path in
    (path: path, lines: try workbook.lines(path))
  }
  let strangers = files.filter { rank(of: $0.path, in: house) == nil }.map {
    Problem(
      $0.path, "This file lies in no room.",
      advice: "Put it into one of \(house.rooms.joined(separator: ", ")), "
        + "or add a room to Tests/Checks/Rooms.swift.")
  }
  var owners: [Substring: (path: String, rank: Int)] = [:]
  for (path, lines) in files {
    guard let rank = rank(of: path, in: house) else { continue }
    for name in lines.compactMap(declaredName) { owners[name] = owners[name] ?? (path, rank) }
  }
  return strangers
    + files.flatMap { path, lines -> [Problem] in
      guard let rank = rank(of: path, in: house) else { return [] }
      // A name of a type's own hides one that is declared elsewhere.
      let own = Set(
        lines.compactMap { $0.firstMatch(of: #/^ +.*(?:enum|struct|let|var) (\w+)/#)?.1 })
      return lines.enumerated().flatMap { index, line -> [Problem] in
        words(of: line).compactMap { word in
          guard let owner = owners[word], owner.rank > rank, !own.contains(word) else { return nil }
          return Problem(
            path, line: index + 1,
            "`\(word)` is of the room \(house.rooms[owner.rank]), which is above this one.",
            advice: "Move one of them, or turn the dependency round: see CONTRIBUTING.md.")
        }
      }
    }
}

private func rank(of path: String, in house: House) -> Int? {
  let room = path.dropFirst(house.folder.count + 1).prefix { $0 != "/" }
  return house.rooms.firstIndex { $0 == room }
}

/// What a line declares for other files, if it does: it begins without an indent.
private func declaredName(_ line: Substring) -> Substring? {
  line.firstMatch(
    of:
      #/^(?:(?:public|package|internal|final|@\w+) )*(?:struct|class|enum|protocol|func|let|var) (\w+)/#
  )?.1
}

/// The words of a line of code that could name a declaration: not in comments and texts, nor after a
/// dot or before a colon.
private func words(of line: Substring) -> [Substring] {
  let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
  return code.replacing(#/"[^"]*"/#, with: "\"\"").matches(of: #/(?:^|[^\w.])(\w+)\b(?!:)/#).map(
    \.1)
}
