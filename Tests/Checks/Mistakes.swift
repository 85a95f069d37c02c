import Foundation

/// The grader rejects every wrong answer for the reason named, and accepts the other right ones.
let mistakes = Check(
  name: "mistakes",
  summary:
    "Wrong answers are rejected as they say, others accepted. [--only|--show NAME] [--part N] [--try FOLDER]"
) { workbook, arguments in
  var arguments = arguments
  let (all, malformed) = try workbook.answers()
  if arguments.isEmpty, Sample.isWanted {
    let part = Sample.day % partCount
    print(
      "Today's part: `.ci/check mistakes --part \(part)` repeats it. Without CI=true all are tried."
    )
    arguments = ["--part", "\(part)"]
  }
  if arguments.count == 2, arguments[0] == "--part", let part = Int(arguments[1]) {
    return try malformed + judge(answers(all, part: part), of: workbook)
  }
  if arguments.count == 2, arguments[0] == "--try" {
    return try tryAnswers(in: arguments[1], of: workbook)
  }
  let names = arguments.dropFirst()
  guard arguments.isEmpty || ["--only", "--show"].contains(arguments[0]) && !names.isEmpty else {
    throw CheckError(
      "usage: .ci/check mistakes [--only|--show LESSON|EXERCISE|FILE] [--part 0...5] [--try FOLDER]"
    )
  }
  let chosen = all.filter { answer in
    names.isEmpty || names.contains { answer.path.contains($0) }
  }
  if chosen.isEmpty && !names.isEmpty { throw CheckError("No answer's path contains that name.") }
  if arguments.first == "--show" {
    for answer in chosen { print(try difference(of: answer, workbook)) }
    return []
  }
  return try malformed + judge(chosen, of: workbook)
}

/// Into so many parts the answers are cut, of which CI tries one a day.
private let partCount = 6

/// Every sixth answer of each exercise, beginning with one of the first six.
///
/// An answer that was rejected yesterday by tests that are the same proves little today.
private func answers(_ all: [Answer], part: Int) -> [Answer] {
  Dictionary(grouping: all, by: \.exercise.id).values.flatMap { answers in
    answers.sorted { $0.path < $1.path }.enumerated().filter { $0.offset % partCount == part }
      .map(\.element)
  }.sorted { $0.path < $1.path }
}

/// What an answer does otherwise than the solution: its header, and the lines that differ.
private func difference(of answer: Answer, _ workbook: Workbook) throws -> String {
  let lines = try workbook.lines(answer.path)
  let header = lines.prefix { $0.hasPrefix("//") }
  // Answers have no documentation.
  let solution = try workbook.lines("Solutions/\(answer.exercise.path)").filter {
    !$0.drop { $0 == " " }.hasPrefix("///")
  }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in [("solution", solution[...]), ("answer", lines.dropFirst(header.count)[...])]
  {
    try text.joined(separator: "\n").write(
      to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }
  let outcome = try shell(
    ["git", "diff", "--no-index", "--no-color", "-U2", "-w", "--ignore-blank-lines"]
      + ["solution", "answer"], in: folder)
  let changes = outcome.output.split(separator: "\n").drop { !$0.hasPrefix("@@") }
  return ([answer.path[...]] + header + changes).joined(separator: "\n") + "\n"
}

/// Tries the answers, and once more those that are not judged as they say.
///
/// Many rounds at a time keep the machine far busier than a learner's is, and that can change who is
/// caught by what. So the second try has the machine for itself, and it counts; the first one is printed.
private func judge(_ answers: [Answer], of workbook: Workbook) throws -> [Problem] {
  let start = ContinuousClock.now
  let trial = try Trial.ofAnswers(to: workbook)
  let built = ContinuousClock.now
  var (doubtful, problems) = try judge(answers, in: trial, atATime: 36)
  let each = (ContinuousClock.now - built) / .seconds(max(1, answers.count))
  print(
    "mistakes: \(answers.count) answers,",
    String(format: "%.0f s to build, then %.1f s an answer", (built - start) / .seconds(1), each))
  if !doubtful.isEmpty {
    for (_, problem) in doubtful {
      print("\(problem.place): \(problem.message)\n\(problem.advice)")
    }
    print("Once more, alone:")
    let (again, broken) = try judge(doubtful.map(\.answer), in: trial, atATime: 1)
    problems += again.map(\.problem) + broken
  }
  return problems.sorted { $0.place < $1.place }
}

/// An answer that is not judged as it says.
private typealias Doubt = (answer: Answer, problem: Problem)

/// Tries the answers, and prints what became of each.
///
/// - Returns: Who is not judged as they say, and the problems of those that could not be tried.
private func judge(
  _ answers: [Answer], in trial: Trial, atATime count: Int
) throws -> (doubtful: [Doubt], broken: [Problem]) {
  var doubtful: [Doubt] = []
  let broken = try trial.test(answers, atATime: count) { doubtful += try doubts(about: $0) }
  return (doubtful, broken)
}

/// Prints what became of each answer, and returns those that are not judged as they say.
private func doubts(about round: Tested.Round) throws -> [Doubt] {
  let report = try round.report.get()
  defer { fflush(nil) }
  return try round.answers.compactMap { answer in
    let problem = try problem(with: answer, report)
    print(problem == nil ? "ok     " : "WRONG  ", answer.path)
    return problem.map { (answer, $0) }
  }
}

/// Compares what the answer expects with what the grader says.
private func problem(with answer: Answer, _ report: Report) throws -> Problem? {
  let graded = try report.exercise(answer.exercise.id)
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
  if answer.isBeginners, graded.verdict != "working" {
    return Problem(
      answer.path, "This beginner's answer does not work: it is graded as \(graded.verdict).",
      advice: "Correct it, or give the level “holds” to what ordinary use does not need.\n\(others)"
    )
  }
  let test = graded.tests.first { $0.name == caught.test }
  if test?.verdict == caught.verdict { return nil }
  if test?.level == "holds", test?.verdict == "skipped" {
    return Problem(
      answer.path, "“\(caught.test)” never runs, as the answer does not even work.",
      advice: "Name a test of the level “works” that catches it.\n\(others)")
  }
  return Problem(
    answer.path,
    "Rejected, but “\(caught.test)” is \(test?.verdict ?? "missing"), not \(caught.verdict).",
    advice: "Name what catches it, or let that test catch it.\n\(others)")
}
