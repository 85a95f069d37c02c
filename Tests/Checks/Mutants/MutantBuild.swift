import Foundation

/// All mutants of the chosen exercises in one copy of the workbook.
struct MutantBuild {
  private(set) var files: [MutatedFile]
  let trial: Trial
  /// How many no compiler takes.
  private(set) var brokenCount = 0

  /// Makes the copy.
  init(_ files: [MutatedFile], of workbook: Workbook) throws {
    // The copy of `.ci/check mistakes`, too: so these two can't run at once.
    trial = try Trial.ofAnswers(to: workbook)
    self.files = files
    for index in files.indices {
      let file = files[index]
      let known = (try? String(contentsOf: memory(of: file), encoding: .utf8)) ?? ""
      let broken = Set(known.split(separator: " ").map(String.init))
      self.files[index].keep { !broken.contains("\($0.number)") }
      brokenCount += file.mutants.count - self.files[index].mutants.count
    }
  }

  /// The lessons with mutants, in order.
  var lessons: [String] {
    files.map(\.exercise.lesson).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// The mutants that can be tried.
  func mutants(of lessons: [String]) -> [Mutant] {
    files.filter { lessons.contains($0.exercise.lesson) }.flatMap(\.mutants)
  }

  /// Builds the tests of the lessons with their mutants, without those that do not compile.
  ///
  /// The compiler finds the errors of a module in a few rounds: some it looks for only when there are
  /// no others. A lesson stands on solutions, so the lessons are built one after the other.
  ///
  /// - Throws: `CheckError` if an error is not in a mutant's lines.
  mutating func build(_ lessons: [String]) throws {
    for lesson in lessons {
      while let outcome = try build(lesson) {
        let before = brokenCount
        drop(blamedFor: trial.errors(in: outcome))
        if brokenCount == before {
          throw CheckError("The mutants of \(lesson) don't build:\n\(outcome.tail(40))")
        }
      }
    }
    let outcome = try trial.build()
    if outcome.status != 0 { throw CheckError("The tests don't build:\n\(outcome.tail(40))") }
  }

  /// Builds a lesson's module; nil if that works.
  private func build(_ lesson: String) throws -> Outcome? {
    for file in files where file.exercise.lesson == lesson {
      try trial.write(file.code().text, for: file.exercise)
    }
    let name = lesson.drop { $0 != "-" }.dropFirst()
    let outcome = try trial.build(target: "Lesson\(name)")
    return outcome.status == 0 ? nil : outcome
  }

  private mutating func drop(blamedFor errors: [(place: String, line: Int, text: Substring)]) {
    for index in files.indices {
      let file = files[index]
      let own = errors.filter { $0.place == "Lessons/\(file.exercise.path)" }
      if own.isEmpty { continue }
      let owners = file.code().owners
      let blamed = Set(own.flatMap { error in owners.flatMap { $0.blamed(for: error.line) } })
      files[index].keep { !blamed.contains($0.number) }
      brokenCount += file.mutants.count - files[index].mutants.count
      remember(blamed, of: file)
    }
  }

  // MARK: What is known from the last time

  private func remember(_ numbers: Set<Int>, of file: MutatedFile) {
    let place = memory(of: file)
    let known = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
    try? FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? Data((known + numbers.map { "\($0) " }.joined()).utf8).write(to: place)
  }

  private func memory(of file: MutatedFile) -> URL {
    // `.ci/run` makes warnings errors.
    let isStrict = ProcessInfo.processInfo.environment["WORKBOOK_STRICT"] != nil
    let name = "\(file.exercise.name)-\(file.fingerprint)" + (isStrict ? "-strict" : "")
    return trial.root.appendingPathComponent(".build/mutants/broken/\(name)")
  }
}
