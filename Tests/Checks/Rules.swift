import Foundation

/// What every line of the project keeps to.
let rules = Check(
  name: "rules",
  summary: "Short files, one place for platforms, named tests, no sleeping: line by line."
) { workbook, _ in
  let sources = workbook.files.filter { path in
    [".swift", ".c", ".h"].contains { path.hasSuffix($0) }
  }
  return try sources.flatMap { path in
    let text = try workbook.text(path)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return length(of: path, lines)
      + all.filter { $0.applies(path) && text.mentions($0.words) }
      .flatMap { $0.problems(in: path, lines) }
  } + workbook.exercises.flatMap { try stubbed($0, workbook) }
}

/// A pattern that must not occur in some files.
private struct Rule {
  /// What every match holds: patterns are slow, so they see only lines with one of these in them.
  let words: [String]
  let pattern: @Sendable (Substring) -> Bool
  /// Whether the rule is for the file at this path.
  let applies: @Sendable (String) -> Bool
  let message: String
  let advice: String
  /// What a comment on the line, or on the one before, says to be excused: `sleeps: why`.
  var excuse: String?

  func problems(in path: String, _ lines: [Substring]) -> [Problem] {
    lines.indices
      .filter { lines[$0].mentions(words) && pattern(lines[$0]) && !isExcused($0, lines) }
      .map { Problem(path, line: $0 + 1, message, advice: advice) }
  }

  private func isExcused(_ index: Int, _ lines: [Substring]) -> Bool {
    guard let excuse else { return false }
    return lines[max(0, index - 1)...index].contains { $0.contains("// \(excuse): ") }
  }
}

private let all: [Rule] = [
  Rule(
    words: ["#"],
    pattern: { $0.contains(#/^\s*#(else)?if .*(os|canImport|arch|targetEnvironment)\(/#) },
    applies: { !$0.hasPrefix("Lessons/0-Groundwork/") },
    message: "A platform conditional outside Groundwork.",
    advice: "Put the difference into Lessons/0-Groundwork/Groundwork, one file a platform."),
  Rule(
    words: ["Glibc", "Musl", "Darwin"],
    pattern: { $0.contains(#/^[^\/]*(Glibc|Musl|Darwin)(\W|$)/#) },
    applies: { !$0.hasPrefix("Lessons/0-Groundwork/") && !$0.hasPrefix("Tests/Checks/") },
    message: "One platform's library is named outside Groundwork.",
    advice: "Groundwork exports it; give a call that a method hides a function of its own."),
  Rule(
    words: ["import "],
    pattern: { $0.contains(#/^\s*(@\w+ )*(\w+ )?import (Foundation|Dispatch)/#) },
    applies: { $0.hasPrefix("Lessons/0-Groundwork/") },
    message: "Groundwork imports only the platform, Synchronization and CPlatform.",
    advice: "Do without Foundation here."),
  Rule(
    words: ["XCTest"], pattern: { $0.contains(#/^\s*(@\w+ )*(\w+ )?import XCTest/#) },
    applies: { _ in true },
    message: "XCTest is not used here.", advice: "Use `import Testing`."),
  Rule(
    words: ["sleep"], pattern: { $0.contains(#/(^|\W)(u|nano)?sleep\(|(Thread|Task)\.sleep/#) },
    applies: { $0.hasPrefix("Tests/") && !isAnswer($0) },
    message: "A test that sleeps is slow, and still wrong on a busy machine.",
    advice: "Wait for the event itself: a rendezvous over a descriptor or a shared word.\n"
      + "Where sleeping is the point, say so: `// sleeps: REASON`.", excuse: "sleeps"),
  Rule(
    words: ["throws: "], pattern: { $0.contains(#/throws: \(?(any )?Error\)?\.self/#) },
    applies: { $0.hasPrefix("Tests/") && !isAnswer($0) },
    message: "Any error passes this, that of a stub too.", advice: "Expect the specific error."),
  Rule(
    words: ["processExitsWith"], pattern: { $0.contains("processExitsWith:") },
    applies: { $0.hasPrefix("Tests/") && !$0.hasPrefix("Tests/Checks/") },
    message: "An exit test waits forever while a child of another test is a zombie.",
    advice: "Launch a target, and wait for that child."),
  Rule(
    words: ["@Test"], pattern: { $0.contains(#/@Test(\(\s*\.|\s|$)/#) && !$0.contains("// ") },
    applies: {
      $0.hasPrefix("Tests/") && !$0.hasPrefix("Tests/Checks/") && !$0.hasSuffix("Fixtures.swift")
    },
    message: "The test has no name.",
    advice: "Name the behavior as a sentence: @Test(\"The lock is free after a throw\")."),
  Rule(
    words: ["todo("], pattern: { $0.contains("todo(") },
    applies: { $0.hasPrefix("Solutions/") },
    message: "The solution reaches a todo().", advice: "Solve it."),
]

extension StringProtocol {
  /// Whether the bytes of one of `words` occur.
  fileprivate func mentions(_ words: [String]) -> Bool {
    words.contains { range(of: $0, options: .literal) != nil }
  }
}

private func isAnswer(_ path: String) -> Bool {
  path.hasPrefix("Tests/Mistakes/") || path.hasPrefix("Tests/Alternatives/")
}

private func length(of path: String, _ lines: [Substring]) -> [Problem] {
  // The last line ends with a newline, after which there is one more, empty piece.
  let count = lines.count - 1
  if count <= 330 { return [] }
  return [
    Problem(path, "The file has \(count) lines.", advice: "Split it: about 300 are the most.")
  ]
}

/// A stub must be a stub, and its tests must be graded as that exercise.
private func stubbed(_ exercise: Workbook.Exercise, _ workbook: Workbook) throws -> [Problem] {
  let stub = "Lessons/\(exercise.path)"
  let tests = "Tests/\(exercise.path)"
  var problems: [Problem] = []
  if workbook.files.contains(stub), !(try workbook.text(stub).contains("todo(")) {
    problems.append(
      Problem(
        stub, "The exercise is shipped solved.",
        advice: "Replace the body by todo(\"GOAL\"): the goal, not the code."))
  }
  if workbook.files.contains(tests),
    !(try workbook.text(tests).contains(".exercise(\"\(exercise.id)\""))
  {
    problems.append(
      Problem(
        tests, "No suite here is graded as exercise \(exercise.id).",
        advice: "Give the suite the trait .exercise(\"\(exercise.id)\")."))
  }
  return problems
}
