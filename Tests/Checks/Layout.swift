import Foundation

/// The four trees have the same rooms, and the table of the course names what is in them.
let layout = Check(
  name: "layout",
  summary: "Lessons, Solutions, Tests, docs and Course.swift name the same exercises."
) { workbook, _ in
  try topLevel(workbook) + rooms(workbook) + workbook.lessons.flatMap { link(of: $0, workbook) }
    + workbook.lessons.flatMap { exercises(of: $0, workbook) }
    + numbers(workbook) + names(workbook) + pages(workbook) + unfinished(workbook)
}

/// What `.ci/check new` writes for a person to go on.
private func unfinished(_ workbook: Workbook) throws -> [Problem] {
  let trees = ["Lessons/", "Solutions/", "Tests/", "docs/"]
  return try workbook.files.filter { path in
    trees.contains { path.hasPrefix($0) } && !path.hasPrefix("Tests/Checks/")
      && (path.hasSuffix(".swift") || path.hasSuffix(".md"))
  }.flatMap { path in
    try workbook.lines(path).enumerated().filter { $1.contains("FIXME") }.map {
      Problem(
        path, line: $0.offset + 1, "There is something to fill in.",
        advice: "Write what FIXME asks.")
    }
  }
}

private func topLevel(_ workbook: Workbook) throws -> [Problem] {
  let ignored = try workbook.lines(".gitignore")
  let known: Set = [
    "CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "LICENSE.txt", "Lessons",
    "Package.swift", "README.md", "Solutions", "Tests", "docs",
  ]
  let top = Set(workbook.files.map { String($0.prefix { $0 != "/" }) })
  return top.filter { !known.contains($0) && !$0.hasPrefix(".") }.sorted().map {
    Problem(
      $0, "Nothing of this name belongs at the top.", advice: "Move it into one of the trees.")
  }
    + [".build/", "Package.resolved"].filter { !ignored.contains($0[...]) }.map {
      Problem(".gitignore", "Git does not ignore `\($0)`.", advice: "Add a line for it.")
    }
}

/// Folders with a number that are no lessons: what all of these stand on.
private let floors: Set = ["0-Groundwork", "0-Grading"]

/// Each tree has a folder for each lesson of the table, and no other one with a lesson's number.
private func rooms(_ workbook: Workbook) -> [Problem] {
  let lessons = Set(workbook.lessons.map(\.folder))
  return ["Lessons", "Solutions", "Tests"].flatMap { tree -> [Problem] in
    let found = workbook.folders(in: tree)
      .filter { $0.first?.isNumber == true && !floors.contains($0) }
    let missing = lessons.subtracting(found).sorted().map {
      Problem("\(tree)/\($0)", "The lesson's folder is missing.", advice: "Add it.")
    }
    let unknown = found.subtracting(lessons).sorted().map {
      Problem(
        "\(tree)/\($0)", "The table of the course has no such lesson.",
        advice: "Add the lesson to \(Workbook.coursePath), or rename the folder.")
    }
    return missing + unknown
  }
}

/// What a lesson gives is there once, and a link shows it to the solutions.
private func link(of lesson: Workbook.Lesson, _ workbook: Workbook) -> [Problem] {
  let manager = FileManager.default
  let found = try? manager.destinationOfSymbolicLink(atPath: workbook.url(lesson.link).path)
  if found == lesson.linkTarget { return [] }
  let isThere = manager.fileExists(atPath: workbook.url(lesson.link).path)
  return [
    Problem(
      lesson.link,
      found.map { "This link leads to \($0)." }
        ?? (isThere
          ? "This is a copy of what is given, and no link to it." : "The link is missing."),
      advice: "rm -rf \(lesson.link) && ln -s \(lesson.linkTarget) \(lesson.link)")
  ]
}

/// The folders that a lesson may have in a tree, beside its exercises.
private let roomsOfLessons = [
  "Lessons": ["Given"], "Solutions": [], "Tests": ["Helpers", "Proofs"],
]

/// Each tree has a file for each exercise of the lesson, and otherwise only what is in its rooms.
private func exercises(of lesson: Workbook.Lesson, _ workbook: Workbook) -> [Problem] {
  var problems: [Problem] = []
  for tree in ["Lessons", "Solutions", "Tests"] {
    let expected = lesson.exercises.map { "\(tree)/\($0.path)" }
    let found = workbook.files(under: "\(tree)/\(lesson.folder)")
    for path in expected where !found.contains(path) {
      problems.append(Problem(path, "The exercise's file is missing.", advice: "Add it."))
    }
    let rooms = (roomsOfLessons[tree] ?? []).map { "\(tree)/\(lesson.folder)/\($0)/" }
    for path in found where !expected.contains(path) && !rooms.contains(where: path.hasPrefix) {
      problems.append(
        Problem(
          path, "This file is no exercise.",
          advice: "Add the exercise to \(Workbook.coursePath).\n"
            + "What a lesson gives is in its folder Given, what tests share in Helpers and Proofs.")
      )
    }
  }
  return problems
}

/// The numbers of lessons, exercises and files follow the order of the table.
private func numbers(_ workbook: Workbook) -> [Problem] {
  workbook.lessons.enumerated().flatMap { index, lesson in
    let wrongLesson = lesson.folder.hasPrefix("\(index)-") ? [] : [lesson.folder]
    let wrong = lesson.exercises.enumerated().filter { place, exercise in
      exercise.id != "\(index).\(place + 1)"
        || !exercise.name.hasPrefix(String(format: "%02d-", place + 1))
    }
    return (wrongLesson + wrong.map(\.element.path)).map {
      Problem(
        Workbook.coursePath, "The numbers of \($0) do not fit its place in the table.",
        advice: "The table is in order: lesson 0 first, and in it 0.1 with the file `01-…`.")
    }
  }
}

/// A filter such as `01-Start` is a pattern, so it must occur in one file's path only.
private func names(_ workbook: Workbook) -> [Problem] {
  let names = workbook.lessons.map(\.folder) + workbook.exercises.map(\.name)
  return names.enumerated().flatMap { index, name in
    names.enumerated().filter { $0.offset != index && $0.element.contains(name) }.map {
      Problem(
        Workbook.coursePath, "`--filter \(name)` would also run `\($0.element)`.",
        advice: "Give one of them another name.")
    }
  }
}

/// Each lesson and each exercise has a page, named and titled like it.
private func pages(_ workbook: Workbook) throws -> [Problem] {
  try workbook.lessons.flatMap { lesson in
    try problems(onPage: lesson.page, title: "# Lesson ", [], workbook)
      + lesson.exercises.flatMap {
        try problems(
          onPage: $0.page, title: "# \($0.id) \($0.title)",
          ["## Goal", "## Hints", "Nudge", "Concept", "Nearly the code", "## Common mistakes"],
          workbook)
          + levels(onPageOf: $0, workbook)
      }
  }
}

private func problems(
  onPage path: String, title: String, _ parts: [String], _ workbook: Workbook
) throws -> [Problem] {
  guard workbook.files.contains(path) else {
    return [Problem(path, "The page is missing.", advice: "Write it, like those of lesson 1.")]
  }
  let text = try workbook.text(path)
  let wrong = text.hasPrefix(title) ? [] : ["The page's title does not begin with `\(title)`."]
  let missing = parts.filter { !text.contains($0) }.map { "The page has no “\($0)”." }
  return (wrong + missing).map {
    Problem(path, line: 1, $0, advice: "Write it, like the pages of lesson 1.")
  }
}

extension Workbook {
  /// The names of the folders in `tree`.
  fileprivate func folders(in tree: String) -> Set<String> {
    Set(
      files(under: tree).compactMap { file in
        let parts = file.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : nil
      })
  }
}
