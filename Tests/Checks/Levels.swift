extension Workbook {
  /// The display names of the exercise's tests of the level "holds": those with the trait `.holds(…)`
  /// behind their name.
  ///
  /// An exercise with many tests has some of them beside the lesson's helpers.
  func holds(of exercise: Exercise) throws -> Set<String> {
    let tests = "Tests/\(exercise.path)"
    let own = files.contains(tests) ? [try text(tests)[...]] : []
    let others = try files(under: "Tests/\(exercise.lesson)/Helpers", ".swift").flatMap { path in
      try text(path).split(separator: "\nextension ").filter { part in
        part.prefix { $0 != "\n" }.contains(".`\(exercise.name)`")
      }
    }
    return Set(
      (own + others).flatMap { text in
        text.matches(of: #/"([^"\n]*)",\s*\.holds\(/#).map { String($0.1) }
      })
  }
}

/// An exercise that has to hold as well as to work is one that a beginner can make work.
func beginners(_ answers: [Answer], _ workbook: Workbook) throws -> [Problem] {
  try workbook.exercises.compactMap { exercise in
    let hasBeginner = answers.contains { $0.isBeginners && $0.exercise.id == exercise.id }
    if try workbook.holds(of: exercise).isEmpty || hasBeginner { return nil }
    return Problem(
      "Tests/Mistakes/\(exercise.lesson)/\(exercise.name)",
      "Tests have the level “holds”, and no answer shows that a beginner's works.",
      advice: "Add a file that begins with `// Beginner: …`: see CONTRIBUTING.md, Levels.")
  }
}

/// The page of an exercise that has to hold, too, tells both levels apart: in its goal, and in each hint.
func levels(onPageOf exercise: Workbook.Exercise, _ workbook: Workbook) throws -> [Problem] {
  guard workbook.files.contains(exercise.page) else { return [] }
  let lines = try workbook.lines(exercise.page)
  let goal = lines.drop { $0 != "## Goal" }.dropFirst().prefix { !$0.hasPrefix("## ") }
  let lists = ["**Works**", "**Holds**"]
  let hints = lines.compactMap { $0.wholeMatch(of: #/<summary>(.*)</summary>/#)?.1 }
  func problem(_ message: String) -> Problem {
    Problem(
      exercise.page, line: 1, message,
      advice: "Write it like docs/Workbook.docc/1-Process/02-Join.md: see CONTRIBUTING.md, Levels.")
  }
  if try workbook.holds(of: exercise).isEmpty {
    return lists.contains { goal.contains($0[...]) } || hints.contains { $0.contains(":") }
      ? [problem("The page has two levels, and no test has the level “holds”.")] : []
  }
  return lists.filter { !goal.contains($0[...]) }.map { problem("The goal has no line `\($0)`.") }
    + ["Nearly the code: works", "Nearly the code: holds"].filter { !hints.contains($0[...]) }
    .map { problem("There is no hint `\($0)`.") }
    + hints.filter { !$0.hasSuffix(": works") && !$0.hasSuffix(": holds") }
    .map { problem("The hint `\($0)` does not end in `: works` or `: holds`.") }
}
