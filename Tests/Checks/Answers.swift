/// A file that stands in for an exercise's: a wrong answer, or another right one.
struct Answer: Sendable {
  /// Its path from the root.
  let path: String
  let exercise: Workbook.Exercise
  /// The wrong answer's expectation; nil for a right answer.
  let caught: Caught?
  /// Whether it is what a beginner would honestly write: it works, and does not hold.
  var isBeginners = false

  /// How a wrong answer must be rejected.
  struct Caught: Sendable {
    /// The display name of the test that must reject it.
    let test: String
    /// That test's verdict, as the report spells it.
    let verdict: String
  }
}

/// Wrong and other right answers are there, and say what they are.
let answers = Check(
  name: "answers",
  summary: "Each exercise has three wrong answers, each naming the test that rejects it."
) { workbook, _ in
  let (answers, problems) = try workbook.answers()
  return try problems + beginners(answers, workbook)
    + workbook.exercises.compactMap { exercise in
      let count = answers.count { $0.caught != nil && $0.exercise.name == exercise.name }
      if count >= 3 { return nil }
      return Problem(
        "Tests/Mistakes/\(exercise.lesson)/\(exercise.name)", "\(count) of at least 3 mistakes.",
        advice: "Add files with one misconception each: see CONTRIBUTING.md, Mistakes.")
    }
}

extension Workbook {
  private static let verdicts = ["failed", "crashed", "hung", "leaked"]

  /// Every answer that is well described, and what is wrong with the others.
  func answers() throws -> ([Answer], [Problem]) {
    var answers: [Answer] = []
    var problems: [Problem] = []
    for tree in ["Tests/Mistakes", "Tests/Alternatives"] {
      for path in files(under: tree) where !path.contains("/.") {
        switch try answer(path, isMistake: tree == "Tests/Mistakes") {
        case .success(let answer): answers.append(answer)
        case .failure(let wrong): problems.append(wrong.problem)
        }
      }
    }
    return (answers, problems)
  }

  private struct Malformed: Error { let problem: Problem }

  private func answer(_ path: String, isMistake: Bool) throws -> Result<Answer, Malformed> {
    func malformed(_ message: String, _ advice: String) -> Result<Answer, Malformed> {
      .failure(Malformed(problem: Problem(path, line: 1, message, advice: advice)))
    }
    let parts = path.split(separator: "/").dropFirst(2)
    guard parts.count == 3, path.hasSuffix(".swift"),
      let exercise = exercises.first(where: {
        [$0.lesson, $0.name] == parts.prefix(2).map(String.init)
      })
    else {
      return malformed(
        "The folder names no exercise.", "Put it into LESSON/EXERCISE/misconception.swift.")
    }
    let header = try header(path)
    guard isMistake else {
      if header["Alternative"] != nil {
        return .success(Answer(path: path, exercise: exercise, caught: nil))
      }
      return malformed("The file does not say what it is.", "Begin it with `// Alternative: …`.")
    }
    let isBeginners = header["Beginner"] != nil
    guard isBeginners || header["Mistake"] != nil, let test = header["Caught by"],
      let verdict = header["Verdict"]
    else {
      return malformed(
        "The file does not say what it is.",
        "Begin it with the lines `// Mistake: …` or `// Beginner: …`, `// Caught by: …`, "
          + "`// Verdict: …`.")
    }
    if !Self.verdicts.contains(verdict) {
      return malformed(
        "`\(verdict)` is no verdict that rejects an answer.",
        "Write one of: \(Self.verdicts.joined(separator: ", ")).")
    }
    let tests = "Tests/\(exercise.path)"
    // An exercise with many tests has some of them beside the lesson's helpers.
    let places = files.filter {
      $0 == tests || $0.hasPrefix("Tests/\(exercise.lesson)/Helpers/")
    }
    if files.contains(tests), try !places.contains(where: { try text($0).contains("\"\(test)\"") })
    {
      return malformed(
        "\(tests) has no test named “\(test)”.", "Copy the display name of the test.")
    }
    if isBeginners, try !holds(of: exercise).contains(test) {
      return malformed(
        "“\(test)” is not of the level “holds”, and a beginner's answer works.",
        "Name a test with the trait `.holds(…)`, or call the answer a mistake.")
    }
    return .success(
      Answer(
        path: path, exercise: exercise, caught: .init(test: test, verdict: verdict),
        isBeginners: isBeginners))
  }

  /// The fields of the comment at the top of a file; a line without a field goes on with the last.
  private func header(_ path: String) throws -> [String: String] {
    var fields: [String: String] = [:]
    var last: String?
    for line in try lines(path).prefix(while: { $0.hasPrefix("//") }) {
      if let match = line.wholeMatch(
        of: #/\/\/ (Mistake|Beginner|Caught by|Verdict|Alternative):\s*(.+?)\s*/#)
      {
        last = String(match.1)
        fields[String(match.1)] = String(match.2)
      } else if let last {
        fields[last, default: ""] += " " + line.drop { $0 == "/" || $0 == " " }
      }
    }
    return fields
  }
}
