import Foundation

/// Tries answers that are not kept (yet), such as those that somebody wrote from the pages alone.
///
/// Prints what became of each, and for those that are rejected the tests that did, with their messages:
/// whether that is right is for people to say.
///
/// - Parameters:
///   - folder: Has files such as `4-Lock/02-LockUnlock/polls.swift`, also deeper in folders of its own.
///   - workbook: What grades them.
/// - Returns: The problems of those that do not compile.
/// - Throws: `CheckError` if nothing can be tried.
func tryAnswers(in folder: String, of workbook: Workbook) throws -> [Problem] {
  let root = URL(fileURLWithPath: folder)
  let found = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
  let answers = found.sorted().compactMap { path -> Answer? in
    let parts = path.split(separator: "/").map(String.init)
    guard path.hasSuffix(".swift"), parts.count >= 3 else { return nil }
    let exercise = workbook.exercises.first {
      [$0.lesson, $0.name] == Array(parts.dropLast().suffix(2))
    }
    return exercise.map {
      Answer(path: root.appendingPathComponent(path).path, exercise: $0, caught: nil)
    }
  }
  if answers.isEmpty {
    throw CheckError("No file in \(root.path) is named as 4-Lock/02-LockUnlock/polls.swift is.")
  }
  let trial = try Trial.ofAnswers(to: workbook)
  var passed = 0
  let broken = try trial.test(answers) { round in
    let report = try round.report.get()
    for answer in round.answers {
      let graded = try report.exercise(answer.exercise.id)
      if graded.verdict == "passed" { passed += 1 }
      print("\n\(graded.verdict.uppercased())  \(answer.path)\n  \(firstComment(of: answer))")
      for test in graded.tests where !["passed", "skipped"].contains(test.verdict) {
        print("  “\(test.name)” is \(test.verdict):")
        for line in test.message.split(separator: "\n").prefix(12) { print("    \(line)") }
      }
      fflush(nil)
    }
  }
  print("\n\(answers.count) answers: \(passed) passed, \(broken.count) do not compile.")
  return broken

  func firstComment(of answer: Answer) -> String {
    let lines = (try? workbook.lines(answer.path)) ?? []
    return lines.prefix { $0.hasPrefix("//") }.joined(separator: "\n  ")
  }
}
