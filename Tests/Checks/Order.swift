import Foundation

/// Who goes in order can solve each exercise: its tests need no later one.
let order = Check(
  name: "order",
  summary: "Each exercise's solution passes with all later ones still stubs. [--runs COUNT]"
) { workbook, arguments in
  guard arguments.isEmpty || arguments.count == 2 && arguments[0] == "--runs",
    let runs = Int(arguments.last ?? "1"), runs > 0
  else { throw CheckError("usage: .ci/check order [--runs COUNT]") }
  let trial = try Trial.ofAnswers(to: workbook)
  let last = workbook.exercises.map(\.number).max() ?? 0
  let tested = Tested()
  var problems: Set<Problem> = []
  // What CI finds today, it found yesterday or will tomorrow; what is new was tried by hand.
  let numbers = (1...last).filter { !Sample.isWanted || $0 % 2 == Sample.day % 2 }
  for number in numbers {
    // The stubs of what comes later; all else are solutions.
    let later = workbook.exercises.filter { $0.number > number }
      .map { Answer(path: "Lessons/\($0.path)", exercise: $0, caught: nil) }
    let (_, broken) = try trial.build(later)
    problems.formUnion(broken)
    let graded = workbook.exercises.filter { $0.number == number }
      .map { Answer(path: "Solutions/\($0.path)", exercise: $0, caught: nil) }
    for run in 0..<runs {
      // While one run is graded, the next is built; no more than two lessons' worth for each core.
      for done in tested.take(leaving: 9) { problems.formUnion(try rejected(in: done)) }
      tested.add(graded.count)
      try trial.startTests(of: graded, number: number * runs + run) {
        tested.put(.init(graded, $0))
      }
    }
    print("\(number) of \(last)")
    fflush(nil)
  }
  for done in tested.take(leaving: 0) { problems.formUnion(try rejected(in: done)) }
  return problems.sorted { $0.place < $1.place }
}

/// The solutions of a round that did not pass.
private func rejected(in round: Tested.Round) throws -> [Problem] {
  let report = try round.report.get()
  return try round.answers.compactMap { answer in
    let graded = try report.exercise(answer.exercise.id)
    if graded.verdict == "passed" { return nil }
    let blame = graded.blockedBy.map { ", blocked by \($0)" } ?? ""
    let others = graded.tests.filter { $0.verdict != "passed" }
      .map { "“\($0.name)” is \($0.verdict): \($0.message.prefix(300))" }
      .joined(separator: "\n")
    return Problem(
      "Tests/\(answer.exercise.path)",
      "With later exercises as stubs, the solution is \(graded.verdict)\(blame).",
      advice: "Let the tests of an exercise use it and earlier ones only.\n\(others)")
  }
}

extension Workbook.Exercise {
  /// Its place in the lesson, such as 3 for `1.3`.
  fileprivate var number: Int { id.split(separator: ".").last.flatMap { Int($0) } ?? 0 }
}
