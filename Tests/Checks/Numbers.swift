/// What the pages show of a report, and of the times, fits the course and the files that are there now.
let numbers = Check(
  name: "numbers",
  summary: "Pages show the times and counts of the course, and lines that are there."
) { workbook, _ in
  let counts = Dictionary(
    uniqueKeysWithValues: workbook.lessons.map { ($0.folder, $0.exercises.count) })
  return try times(workbook)
    + workbook.pages().flatMap { page in
      try page.markdown.blocks.flatMap { block in
        let lines = block.lines.enumerated().map { (number: block.line + 1 + $0, text: $1) }
        return try lessons(lines, counts, on: page.path) + total(lines, counts, on: page.path)
          + lines.flatMap { try places($0.text, line: $0.number, on: page.path, workbook) }
      }
    }
}

/// The lines such as `1-Process  ■□☆  1 of 3` of a block: right, and all of them or only one.
private func lessons(
  _ lines: [(number: Int, text: Substring)], _ counts: [String: Int], on page: String
) -> [Problem] {
  var found: [Problem] = []
  var seen: Set<String> = []
  for (number, text) in lines {
    guard text.first?.isNumber == true,
      let match = text.wholeMatch(of: #/(\d+-\w+) +([■▣□★☆✘–◧·]+) +\d+ of (\d+) .*/#)
    else { continue }
    seen.insert(String(match.1))
    guard let count = counts[String(match.1)] else {
      found.append(
        Problem(page, line: number, "There is no lesson \(match.1).", advice: "Name one."))
      continue
    }
    if Int(match.3) != count || match.2.count != count {
      found.append(
        Problem(
          page, line: number, "\(match.1) has \(count) exercises.",
          advice: "Copy the lines of a real report."))
    }
  }
  if seen.count > 1, let missing = Set(counts.keys).subtracting(seen).min(), let line = lines.first
  {
    found.append(
      Problem(
        page, line: line.number, "The report lacks \(missing).",
        advice: "Copy the lines of a real report."))
  }
  return found
}

/// How many exercises there are in all, in a report as JSON.
private func total(
  _ lines: [(number: Int, text: Substring)], _ counts: [String: Int], on page: String
) -> [Problem] {
  let all = counts.values.reduce(0, +)
  return lines.filter { $0.text.contains("\"total\": ") && !$0.text.contains("\"total\": \(all)") }
    .map {
      Problem(page, line: $0.number, "The course has \(all) exercises.", advice: "Say so.")
    }
}

/// Places such as `Lessons/1-Process/01-Start.swift:13`: the line exists, and is one to edit or to read.
private func places(
  _ text: Substring, line: Int, on page: String, _ workbook: Workbook
) throws -> [Problem] {
  guard text.contains(".swift:") else { return [] }
  return try text.matches(of: #/((?:Lessons|Solutions|Tests)\/[\w.\/-]+\.swift):(\d+)/#).compactMap
  {
    let path = String($0.1)
    // `commands` sees to files that are not there.
    guard workbook.files.contains(path), let number = Int($0.2) else { return nil }
    let lines = try workbook.lines(path)
    let there = lines.indices.contains(number - 1) ? lines[number - 1].drop { $0 == " " } : ""
    let fits =
      text.hasPrefix("  edit ")
      ? ["todo(", "func ", "var ", "init("].contains { there.contains($0) } : !there.isEmpty
    if fits { return nil }
    return Problem(
      page, line: line, "Line \(number) of \(path) is not what is meant here.",
      advice: "Copy the lines of a real report.")
  }
}

/// The last column of the tables of lessons and exercises is the time that Course.swift gives.
private func times(_ workbook: Workbook) throws -> [Problem] {
  func problems(_ page: String, _ start: String, _ time: String) throws -> [Problem] {
    // The table of exercises is the last on a lesson's page.
    guard let row = try workbook.lines(page).enumerated().last(where: { $1.contains(start) }) else {
      return [Problem(page, "No row of a table has `\(start)`.", advice: "Add it.")]
    }
    if row.element.hasSuffix(" | \(time) |") { return [] }
    return [
      Problem(
        page, line: row.offset + 1, "The row with `\(start)` should end with `| \(time) |`.",
        advice: "Course.swift says how long each exercise takes.")
    ]
  }
  return try workbook.lessons.flatMap { lesson in
    let link = "\(lesson.folder)/\(lesson.folder).md)"
    let pages = ["README.md", "\(Catalog.source)/teaching-with-the-workbook.md"]
    return try pages.flatMap { try problems($0, link, lesson.time) }
      + lesson.exercises.flatMap {
        try problems(lesson.page, "| [\($0.id) ", "\($0.minutes)")
      }
  }
}
