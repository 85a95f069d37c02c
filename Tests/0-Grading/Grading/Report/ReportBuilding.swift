extension Report {
  /// Puts a run's results in the order of the course.
  ///
  /// - Parameters:
  ///   - results: What ran. Results of exercises that the course doesn't have are left out.
  ///   - course: The lessons and exercises.
  ///   - half: The half that ran.
  ///   - earlier: The report of the run before: what it says about exercises that did not run now
  ///     is kept. Ignored if it is of the other half.
  ///   - isPartial: Whether perhaps only some tests of an exercise ran. The earlier verdicts of its
  ///     other tests are kept then; else they are of tests that are no longer there.
  ///   - line: Finds the line to go to in the file of an exercise, given by its path from the root.
  init(
    of results: [TestResult], in course: [Lesson], half: Half, earlier: Report? = nil,
    isPartial: Bool = false, line: (String) -> Int = { _ in 1 }
  ) {
    let earlier = earlier?.half == half ? earlier : nil
    self.half = half
    exercises = course.exercises.map { lesson, exercise in
      let results = results.filter { $0.exercise == exercise.id }
      let known = earlier?[exercise.id]
      let file = "\(half.folder)/\(lesson.folder)/\(exercise.name).swift"

      var tests = results.map { result in
        Test(
          name: result.test, verdict: result.verdict, seconds: result.seconds,
          message: result.message)
      }
      if tests.isEmpty || isPartial {
        for test in known?.tests ?? [] where !tests.contains(where: { $0.name == test.name }) {
          tests.append(test)
          tests[tests.count - 1].isEarlier = true
        }
      }
      let verdict = tests.map(\.verdict).max { $0.weight < $1.weight } ?? .skipped
      let worst = results.first { $0.verdict == verdict }
      let blockedBy = results.lazy.compactMap(\.blockedBy).first
      return Entry(
        id: exercise.id, lesson: lesson.folder, title: exercise.title, file: file,
        line: worst?.line(of: file) ?? line(file), verdict: verdict, tests: tests,
        blockedBy: results.isEmpty ? known?.blockedBy : blockedBy,
        isEarlier: results.isEmpty && !tests.isEmpty)
    }
  }

  /// The exercise to work on: one of those that ran now, if any of them is not passed.
  ///
  /// A stretch exercise only comes when nothing else is left, and an exercise that can't be graded
  /// gives way to the one that it waits for.
  func next(in course: [Lesson]) -> Entry? {
    let open = exercises.filter { !$0.isPassed }
    let ran = open.filter { $0.hasRun && !$0.isEarlier }
    let choice = ran.isEmpty ? open : ran
    let stretch = Set(course.exercises.filter(\.exercise.isStretch).map(\.exercise.id))
    guard var entry = choice.first(where: { !stretch.contains($0.id) }) ?? choice.first else {
      return nil
    }
    // Bounded, because two exercises may wait for each other.
    for _ in exercises {
      guard entry.verdict == .skipped, let id = entry.blockedBy, let other = self[id],
        !other.isPassed
      else { break }
      entry = other
    }
    return entry
  }

  /// The first exercise before `entry` in its lesson that was started and does not pass.
  func failing(before entry: Entry) -> Entry? {
    exercises.prefix { $0.id != entry.id }.first {
      $0.lesson == entry.lesson && $0.verdict.isWrong
    }
  }
}

extension TestResult {
  /// The line of `file`, a path from the root, that this result is about, if it tells one: that of
  /// the `todo()`, or where the test crashed or hung.
  func line(of file: String) -> Int? {
    if let todo { return todo.file.hasSuffix(file) ? todo.line : nil }
    guard let mention = message.firstRange(of: file + ":") else { return nil }
    return Int(message[mention.upperBound...].prefix { $0.isNumber })
  }
}

extension Verdict {
  /// The verdict of an exercise is the one of its tests that weighs most.
  ///
  /// A test that went wrong says more than one that reached a `todo()`, so that of two functions in
  /// one exercise the written one is told about first.
  var weight: Int {
    switch self {
    case .crashed: 6
    case .hung: 5
    case .leaked: 4
    case .failed: 3
    case .notStarted: 2
    case .skipped: 1
    case .passed: 0
    }
  }

  /// Whether code was there, and went wrong.
  var isWrong: Bool { weight >= Verdict.failed.weight }

  /// Whether the test is red: everything but passed and skipped.
  var isRed: Bool { weight >= Verdict.notStarted.weight }
}
