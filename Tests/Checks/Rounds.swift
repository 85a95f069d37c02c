import Foundation
import Synchronization

extension Trial {
  /// Tries the answers, one of each lesson at a time; alone if only one may be tested at a time.
  ///
  /// While the tests of a round run, the next rounds are built. Some answers keep their tests waiting
  /// for half a minute: so it is best to test several rounds at a time, the more the smaller they are.
  ///
  /// - Parameters:
  ///   - answers: What is tried.
  ///   - count: How many answers are tested at a time, at most; one round is in any case.
  ///   - whenDone: Called here with each round.
  /// - Returns: The problems of those that could not be tried.
  /// - Throws: `CheckError`, if no verdicts came.
  func test(
    _ answers: [Answer], atATime count: Int = 36, whenDone: (Tested.Round) throws -> Void
  ) throws -> [Problem] {
    var broken: [Problem] = []
    let tested = Tested()
    let rounds = count == 1 ? answers.map { [$0] } : try rounds(answers)
    for (number, round) in rounds.enumerated() {
      let (built, broke) = try build(round)
      broken += broke
      let rest = max(0, count - built.count)
      for done in tested.take(leaving: rest) { try whenDone(done) }
      if built.isEmpty { continue }
      tested.add(built.count)
      try startTests(of: built, number: number) { tested.put(.init(built, $0)) }
    }
    for done in tested.take(leaving: 0) { try whenDone(done) }
    return broken
  }

  /// One answer of each lesson, again and again until all had their turn.
  ///
  /// What imports or declares more than the solution comes last, and what adds the same in a row: before
  /// and after such answers, the compiler has to compile all of the lesson and of its tests.
  private func rounds(_ answers: [Answer]) throws -> [[Answer]] {
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
