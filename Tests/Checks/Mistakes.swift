import Foundation

/// The grader rejects every wrong answer for the reason named, and accepts the other right ones.
let mistakes = Check(
  name: "mistakes",
  summary: "Wrong answers are rejected as they say, others accepted. [--only NAME]"
) { workbook, arguments in
  let (all, malformed) = try workbook.answers()
  let names = arguments.dropFirst()
  guard arguments.isEmpty || arguments[0] == "--only" && !names.isEmpty else {
    throw CheckError("usage: .ci/check mistakes [--only LESSON|EXERCISE|FILE]")
  }
  let chosen = all.filter { answer in
    names.isEmpty || names.contains { answer.path.contains($0) }
  }
  if chosen.isEmpty && !names.isEmpty { throw CheckError("No answer's path contains that name.") }
  return try malformed + judge(chosen, of: workbook)
}

/// Tries the answers, one of each lesson at a time.
///
/// While the tests of a round run, the next round is built.
private func judge(_ answers: [Answer], of workbook: Workbook) throws -> [Problem] {
  let start = ContinuousClock.now
  let trial = try Trial(of: workbook, as: "mistakes")
  let built = ContinuousClock.now
  var problems: [Problem] = []
  var testing: (answers: [Answer], tests: Running)?
  let rounds = rounds(answers)
  for round in rounds + [[]] {
    let (next, broken) = round.isEmpty ? ([], []) : try trial.build(round)
    problems += broken
    if let testing {
      let report = try trial.report(of: testing.tests)
      for answer in testing.answers {
        let problem = try problem(with: answer, report)
        print(problem == nil ? "ok     " : "WRONG  ", answer.path)
        problems += problem.map { [$0] } ?? []
      }
      fflush(nil)
    }
    testing = next.isEmpty ? nil : (next, try trial.startTests(of: next))
  }
  let each = (ContinuousClock.now - built) / .seconds(max(1, answers.count))
  print(
    "mistakes: \(answers.count) answers in \(rounds.count) rounds,",
    String(format: "%.0f s to build, then %.1f s an answer", (built - start) / .seconds(1), each))
  return problems
}

/// One answer of each lesson, again and again until all had their turn.
private func rounds(_ answers: [Answer]) -> [[Answer]] {
  var rounds: [[Answer]] = []
  var turns: [String: Int] = [:]
  for answer in answers {
    let turn = turns[answer.exercise.lesson, default: 0]
    turns[answer.exercise.lesson] = turn + 1
    if turn == rounds.count { rounds.append([]) }
    rounds[turn].append(answer)
  }
  return rounds
}

/// Compares what the answer expects with what the grader says.
private func problem(with answer: Answer, _ report: Report) throws -> Problem? {
  guard let graded = report.exercises.first(where: { $0.id == answer.exercise.id }) else {
    throw CheckError("The report does not mention exercise \(answer.exercise.id).")
  }
  let others = graded.tests.filter { $0.verdict != "passed" && $0.verdict != "skipped" }
    .map { "“\($0.name)” is \($0.verdict): \($0.message.prefix { $0 != "\n" }.prefix(160))" }
    .joined(separator: "\n")
  guard let caught = answer.caught else {
    if graded.verdict == "passed" { return nil }
    return Problem(
      answer.path, "This right answer is graded as \(graded.verdict).",
      advice: "Let the tests accept it, or correct it.\n\(others)")
  }
  if graded.verdict == "passed" {
    return Problem(
      answer.path, "This wrong answer is accepted.",
      advice: "“\(caught.test)” should catch it, by the verdict \(caught.verdict).")
  }
  let test = graded.tests.first { $0.name == caught.test }
  if test?.verdict == caught.verdict { return nil }
  return Problem(
    answer.path,
    "Rejected, but “\(caught.test)” is \(test?.verdict ?? "missing"), not \(caught.verdict).",
    advice: "Name what catches it, or let that test catch it.\n\(others)")
}
