import Foundation
import Synchronization

/// The grader rejects every wrong answer for the reason named, and accepts the other right ones.
let mistakes = Check(
  name: "mistakes",
  summary:
    "Wrong answers are rejected as they say, others accepted. [--only|--show NAME] [--half N]"
) { workbook, arguments in
  var arguments = arguments
  let (all, malformed) = try workbook.answers()
  if arguments.isEmpty, ProcessInfo.processInfo.environment["CI"] != nil {
    let half = (Calendar.current.ordinality(of: .day, in: .year, for: .now) ?? 0) % 2
    print(
      "Today's half: `.ci/check mistakes --half \(half)` repeats it. Without CI=true all are tried."
    )
    arguments = ["--half", "\(half)"]
  }
  if arguments.count == 2, arguments[0] == "--half", let half = Int(arguments[1]) {
    return try malformed + judge(answers(all, half: half), of: workbook)
  }
  let names = arguments.dropFirst()
  guard arguments.isEmpty || ["--only", "--show"].contains(arguments[0]) && !names.isEmpty else {
    throw CheckError("usage: .ci/check mistakes [--only|--show LESSON|EXERCISE|FILE] [--half 0|1]")
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

/// Every second answer of each exercise, beginning with the first or the second.
///
/// An answer that was rejected yesterday by tests that are the same proves little today.
private func answers(_ all: [Answer], half: Int) -> [Answer] {
  Dictionary(grouping: all, by: \.exercise.id).values.flatMap { answers in
    answers.sorted { $0.path < $1.path }.enumerated().filter { $0.offset % 2 == half }.map(
      \.element)
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
  var (doubtful, problems) = try judge(rounds(answers, workbook), in: trial, atATime: 36)
  let each = (ContinuousClock.now - built) / .seconds(max(1, answers.count))
  print(
    "mistakes: \(answers.count) answers,",
    String(format: "%.0f s to build, then %.1f s an answer", (built - start) / .seconds(1), each))
  if !doubtful.isEmpty {
    for (_, problem) in doubtful {
      print("\(problem.place): \(problem.message)\n\(problem.advice)")
    }
    print("Once more, alone:")
    let (again, broken) = try judge(doubtful.map { [$0.answer] }, in: trial, atATime: 1)
    problems += again.map(\.problem) + broken
  }
  return problems.sorted { $0.place < $1.place }
}

/// An answer that is not judged as it says.
private typealias Doubt = (answer: Answer, problem: Problem)

/// Tries the answers, one of each lesson at a time.
///
/// While the tests of a round run, the next rounds are built. Some answers keep their tests waiting
/// for half a minute: so it is best to test several rounds at a time, the more the smaller they are.
///
/// - Parameters:
///   - rounds: The answers.
///   - trial: Where they are tried.
///   - count: How many answers are tested at a time, at most; one round is in any case.
/// - Returns: Who is not judged as they say, and the problems of those that could not be tried.
/// - Throws: `CheckError`, if no verdicts came.
private func judge(
  _ rounds: [[Answer]], in trial: Trial, atATime count: Int
) throws -> (doubtful: [Doubt], broken: [Problem]) {
  var doubtful: [Doubt] = []
  var broken: [Problem] = []
  let tested = Tested()
  for (number, round) in rounds.enumerated() {
    let (answers, broke) = try trial.build(round)
    broken += broke
    let rest = max(0, count - answers.count)
    for done in tested.take(leaving: rest) { doubtful += try doubts(about: done) }
    if answers.isEmpty { continue }
    tested.add(answers.count)
    try trial.startTests(of: answers, number: number) { tested.put(.init(answers, $0)) }
  }
  for done in tested.take(leaving: 0) { doubtful += try doubts(about: done) }
  return (doubtful, broken)
}

/// Rounds on their way from the threads that test them.
final class Tested: Sendable {
  struct Round: Sendable {
    let answers: [Answer]
    let report: Result<Report, any Error>

    init(_ answers: [Answer], _ report: Result<Report, any Error>) {
      self.answers = answers
      self.report = report
    }
  }

  private let state = Mutex((done: [Round](), runningCount: 0))
  private let someAreDone = DispatchSemaphore(value: 0)

  /// So many more answers are being tested.
  func add(_ count: Int) { state.withLock { $0.runningCount += count } }

  func put(_ round: Round) {
    state.withLock { $0.done.append(round) }
    someAreDone.signal()
  }

  /// Waits until no more than `limit` answers are being tested, and returns the rounds that are done.
  func take(leaving limit: Int) -> [Round] {
    var taken: [Round] = []
    while state.withLock({ $0.runningCount > limit || !$0.done.isEmpty }) {
      someAreDone.wait()
      state.withLock {
        let round = $0.done.removeFirst()
        $0.runningCount -= round.answers.count
        taken.append(round)
      }
    }
    return taken
  }
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

/// One answer of each lesson, again and again until all had their turn.
///
/// What imports or declares more than the solution comes last, and what adds the same in a row: before
/// and after such answers, the compiler has to compile all of the lesson and of its tests.
private func rounds(_ answers: [Answer], _ workbook: Workbook) throws -> [[Answer]] {
  let outlined = try answers.map { answer in
    let solution = try outline("Solutions/\(answer.exercise.path)")
    let own = try outline(answer.path)
    return (answer: answer, costs: own == solution ? "" : "\(answer.exercise.path)\n\(own)")
  }
  var rounds: [[Answer]] = []
  var turns: [String: Int] = [:]
  for (answer, _) in outlined.sorted(by: { $0.costs < $1.costs }) {
    let turn = turns[answer.exercise.lesson, default: 0]
    turns[answer.exercise.lesson] = turn + 1
    if turn == rounds.count { rounds.append([]) }
    rounds[turn].append(answer)
  }
  return rounds

  /// The lines that are neither indented nor comments.
  func outline(_ path: String) throws -> String {
    try workbook.lines(path)
      .filter { line in line.first.map { !" /}".contains($0) } ?? false }
      .joined(separator: "\n")
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
  let test = graded.tests.first { $0.name == caught.test }
  if test?.verdict == caught.verdict { return nil }
  return Problem(
    answer.path,
    "Rejected, but “\(caught.test)” is \(test?.verdict ?? "missing"), not \(caught.verdict).",
    advice: "Name what catches it, or let that test catch it.\n\(others)")
}
