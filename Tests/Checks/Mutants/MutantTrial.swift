import Foundation

/// Tries mutants with two seeds, and says what became of them.
final class MutantTrial {
  private var build: MutantBuild
  private let known: Survivors
  private let isSample: Bool
  private let exercises: [Workbook.Exercise]
  private let seeds: [UInt64]
  private let start = ContinuousClock.now
  private var counts: [String: Int] = [:]

  /// How many test programs run at a time: they wait for most of their time.
  private static let programs = 9

  init(_ build: MutantBuild, of workbook: Workbook, known: Survivors, isSample: Bool) {
    self.build = build
    exercises = workbook.exercises
    self.known = known
    self.isSample = isSample
    // The first numbers of this seed are nearly the least of their ranges: see Trial.
    let given = ProcessInfo.processInfo.environment["WORKBOOK_SEED"].flatMap { UInt64($0) }
    seeds = (0..<4).map { (given ?? 560_201_347) &+ $0 }
  }

  /// How many mutants there were of each kind.
  var summary: String {
    let kinds = ["killed", "by luck", "survived", "equivalent", "open"]
    let count = counts.values.reduce(0, +)
    return "\(build.brokenCount) do not compile, \(count) tried: "
      + kinds.map { "\(counts[$0, default: 0]) \($0)" }.joined(separator: ", ")
      + ", in \((ContinuousClock.now - start).components.seconds / 60) minutes"
  }

  /// Tries all.
  ///
  /// - Returns: The mutants that pass and have no reason to, and what else is wrong.
  func judge() throws -> [Problem] {
    // A whole run says something after each lesson; a sample is soon over.
    let groups = isSample ? [build.lessons] : build.lessons.map { [$0] }
    var problems: [Problem] = []
    for lessons in groups {
      try build.build(lessons)
      problems += try solutions(of: lessons)
      let mutants = build.mutants(of: lessons)
      let first = try verdicts(of: mutants, seed: seeds[0])
      let second = try verdicts(of: mutants, seed: seeds[1])
      for (index, mutant) in mutants.enumerated() {
        problems += try judge(mutant, [first[index], second[index]])
      }
      print("\(lessons.joined(separator: ", ")): so far \(summary)")
      fflush(nil)
    }
    return problems
  }

  /// The solutions pass: else a mutant's failure would mean nothing.
  private func solutions(of lessons: [String]) throws -> [Problem] {
    let build = build
    let seeds = seeds
    let files = build.files.filter { lessons.contains($0.exercise.lesson) }
    let tests = seeds.prefix(2).flatMap { seed in files.map { (exercise: $0.exercise, seed: seed) }
    }
    let verdicts = try concurrently(tests, atATime: Self.programs) {
      try build.test(nil, of: $0.exercise, seed: $0.seed)
    }
    var problems: [Problem] = []
    for (test, verdict) in zip(tests, verdicts) where verdict != .passed {
      // Many at a time keep the machine busier than a learner's is: the second try has it alone.
      print("The solution of \(test.exercise.path) is rejected, and tried alone: \(verdict)")
      if case .rejected(let text) = try build.test(nil, of: test.exercise, seed: test.seed) {
        problems.append(
          Problem(
            "Solutions/\(test.exercise.path)", "The solution is rejected: \(text)",
            advice: "Its mutants' verdicts mean nothing. Is the machine too busy?"))
      }
    }
    return problems
  }

  private func verdicts(of mutants: [Mutant], seed: UInt64) throws -> [MutantVerdict] {
    let build = build
    let judged = mutants.map { (mutant: $0, exercise: judge(of: $0)) }
    return try concurrently(judged, atATime: Self.programs) { mutant, exercise in
      let verdict = try build.test(mutant, of: exercise, seed: seed)
      switch verdict {
      case .passed: print("passed   \(seed) \(mutant.difference)")
      case .rejected(let text): print("rejected \(seed) \(mutant.choice) \(text.prefix(200))")
      }
      fflush(nil)
      return verdict
    }
  }

  /// The exercise whose tests are to reject it.
  private func judge(of mutant: Mutant) -> Workbook.Exercise {
    guard case .later(let name) = known.reason(for: mutant) else { return mutant.exercise }
    return exercises.first { $0.name == name } ?? mutant.exercise
  }

  private func judge(_ mutant: Mutant, _ verdicts: [MutantVerdict]) throws -> [Problem] {
    let reason = known.reason(for: mutant)
    switch (verdicts.count { $0 == .passed }, reason) {
    case (0, nil), (0, .later?):
      counts["killed", default: 0] += 1
      return []
    case (2, .equivalent?), (2, .open?), (1, .open?):
      counts[reason == .open ? "open" : "equivalent", default: 0] += 1
      return []
    case (_, .equivalent?), (_, .open?):
      counts["killed", default: 0] += 1
      return [
        Problem(
          mutant.path, line: mutant.line,
          "\(Survivors.folder) says that this mutant passes, and it is rejected."
            + "\n  \(mutant.key.replacing("\n", with: "\n  "))",
          advice: "Remove the entry. Or a test rejects right answers, if the mutant is one.")
      ]
    case (1, nil), (1, .later?):
      counts["by luck", default: 0] += 1
      if isSample {
        print("by luck: \(mutant.difference)")
        return []
      }
      return [problem(mutant, "Only with luck do the tests reject this mutant.")]
    case (_, nil), (_, .later?):
      if isSample, try !passesAgain(mutant) {
        counts["by luck", default: 0] += 1
        print("by luck: \(mutant.difference)")
        return []
      }
      counts["survived", default: 0] += 1
      return [problem(mutant, "The tests accept this mutant.")]
    }
  }

  /// CI is red only for what is certain.
  private func passesAgain(_ mutant: Mutant) throws -> Bool {
    try seeds.dropFirst(2).allSatisfy {
      try build.test(mutant, of: judge(of: mutant), seed: $0) == .passed
    }
  }

  private func problem(_ mutant: Mutant, _ message: String) -> Problem {
    Problem(
      mutant.path, line: mutant.line,
      "\(message)\n  \(mutant.key.replacing("\n", with: "\n  "))",
      advice:
        "Let a test of the exercise reject it. If it does what the solution does, say why in\n"
        + "\(Survivors.folder)/\(mutant.exercise.lesson).txt, by the three lines above and the reason."
    )
  }
}
