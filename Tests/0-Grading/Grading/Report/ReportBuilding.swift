/// What is known of an exercise's source while a report is made.
struct ExerciseSource {
  /// The line at which to begin.
  var line = 1
  /// Differs for every content of its file, of what its lesson gives, and of its tests; `nil` if the
  /// program was made from another content.
  var fingerprint: String?
  /// How many tests it has, if that is known.
  var testCount: Int?
}

extension Report {
  /// Puts a run's results in the order of the course.
  ///
  /// - Parameters:
  ///   - results: What ran. Results of exercises that the course doesn't have are left out.
  ///   - course: The lessons and exercises.
  ///   - half: The half that ran.
  ///   - earlier: The report of the run before: what it says about exercises that did not run now is
  ///     kept, if their source is the same as then. Ignored if it is of the other half.
  ///   - isPartial: Whether perhaps only some tests of an exercise ran. The earlier verdicts of its
  ///     other tests are kept then; else they are of tests that are no longer there.
  ///   - source: Tells of the source of an exercise.
  init(
    of results: [TestResult], in course: [Lesson], half: Half, earlier: Report? = nil,
    isPartial: Bool = false, source: (Lesson, Exercise) -> ExerciseSource = { _, _ in .init() }
  ) {
    let earlier = earlier?.half == half ? earlier : nil
    self.half = half
    exercises = course.exercises.map { lesson, exercise in
      Entry(
        exercise, of: lesson, half, results.filter { $0.exercise == exercise.id },
        earlier: earlier?[exercise.id], isPartial: isPartial, source(lesson, exercise))
    }
  }

  /// The exercise to work on: one of those that ran now, if any of them does not work; else one of
  /// the lesson that was worked on last.
  ///
  /// First make it work, then make it hold: what works and does not hold comes when all of its lesson
  /// works, and only if `enough` asks for it. A stretch exercise only comes when nothing else is left,
  /// and an exercise that can't be graded gives way to the one that it waits for.
  func next(in course: [Lesson], enough: Level = .enough) -> Entry? {
    let stretch = Set(course.exercises.filter(\.exercise.isStretch).map(\.exercise.id))
    let open = exercises.filter { !$0.works }
    let must = open.filter { !stretch.contains($0.id) }
    let soft = exercises.filter { $0.works && !$0.reaches(enough) }
    let ranNow = exercises.filter { $0.hasRun && !$0.isEarlier }
    let isWhole = ranNow.count == exercises.count
    let touched = isWhole ? exercises.filter { $0.works || $0.verdict.isWrong } : ranNow
    let lesson = (touched.last ?? exercises.first)?.lesson
    let later = exercises.drop { $0.lesson != lesson }.map(\.id)

    let ranOpen = isWhole ? [] : open.filter { $0.hasRun && !$0.isEarlier }
    let mustHere = must.first { $0.lesson == lesson }
    // What there is to harden in the lesson, once all of it works.
    let hard = soft.filter { mustHere == nil && $0.lesson == lesson && !stretch.contains($0.id) }
    let choices: [Entry?] = [
      ranOpen.first { !stretch.contains($0.id) },
      ranNow.count == 1 ? ranOpen.first : nil,
      isWhole ? nil : hard.first { !$0.isEarlier },
      ranOpen.first, mustHere, hard.first,
      must.first { later.contains($0.id) }, must.first,
      soft.first,
      open.first { $0.lesson == lesson }, open.first,
    ]
    guard var entry = choices.lazy.compactMap({ $0 }).first else { return nil }
    // Bounded, because two exercises may wait for each other.
    for _ in exercises {
      guard entry.verdict == .skipped, let id = entry.blockedBy, let other = self[id],
        !other.works
      else { break }
      entry = other
    }
    return entry
  }

  /// The lessons before that of `entry` in which something does not work that "done" needs.
  func openLessons(before entry: Entry, in course: [Lesson]) -> [String] {
    course.prefix { $0.folder != entry.lesson }.filter { lesson in
      lesson.exercises.contains { !$0.isStretch && self[$0.id]?.works == false }
    }.map(\.folder)
  }

  /// The first exercise before `entry` in its lesson that was started and does not pass.
  func failing(before entry: Entry) -> Entry? {
    exercises.prefix { $0.id != entry.id }.first {
      $0.lesson == entry.lesson && $0.verdict.isWrong
    }
  }
}

extension Report.Entry {
  /// What is known of an exercise after a run.
  ///
  /// It has passed only if all of its tests have, with the source that is there now.
  fileprivate init(
    _ exercise: Exercise, of lesson: Lesson, _ half: Half, _ results: [TestResult],
    earlier: Self?, isPartial: Bool, _ source: ExerciseSource
  ) {
    let known =
      source.fingerprint == nil || source.fingerprint != earlier?.fingerprint ? nil : earlier
    let file = "\(half.folder)/\(lesson.folder)/\(exercise.name).swift"
    var tests = results.map { result in
      Report.Test(
        name: result.test, level: result.level, why: result.why, verdict: result.verdict,
        seconds: result.seconds, message: result.message)
    }
    if tests.isEmpty || isPartial {
      for test in known?.tests ?? [] where !tests.contains(where: { $0.name == test.name }) {
        tests.append(test)
        tests[tests.count - 1].isEarlier = true
      }
    }
    var verdict = tests.map(\.verdict).max { $0.weight < $1.weight } ?? .notRun
    let worst = results.first { $0.verdict == verdict }
    let haveAllRun = tests.count >= source.testCount ?? tests.count
    if verdict == .passed, !haveAllRun {
      verdict = .incomplete
    } else if verdict != .passed, haveAllRun, tests.contains(where: { $0.level == .works }),
      tests.allSatisfy({ $0.level == .holds || $0.verdict == .passed })
    {
      verdict = .working
    }
    let blockedBy = results.isEmpty ? known?.blockedBy : results.lazy.compactMap(\.blockedBy).first
    self.init(
      id: exercise.id, lesson: lesson.folder, title: exercise.title, file: file,
      line: worst?.line(of: file) ?? source.line, verdict: verdict, tests: tests,
      testCount: source.testCount, fingerprint: source.fingerprint, blockedBy: blockedBy,
      isEarlier: results.isEmpty && !tests.isEmpty)
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
    case .crashed: 8
    case .hung: 7
    case .leaked: 6
    case .failed: 5
    case .notStarted: 4
    case .skipped: 3
    case .notRun: 2
    case .incomplete, .working: 1
    case .passed: 0
    }
  }

  /// Whether code was there, and went wrong.
  var isWrong: Bool { weight >= Verdict.failed.weight }

  /// Whether the test is red: everything but passed and skipped.
  var isRed: Bool { weight >= Verdict.notStarted.weight }
}
