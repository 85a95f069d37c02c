#if Solutions && DEBUG
import Testing
@testable import Grading

@Suite("The report as text") struct ReportTextTests {
  @Test("A first run names the first exercise, and how to begin")
  func firstRun() {
    let goal = "Launch the target in a process of its own."
    let results = sampleCourse.exercises.map { lesson, exercise in
      result(
        exercise.id, .notStarted,
        todo: TodoPlace(
          goal: goal, file: "/x/Lessons/\(lesson.folder)/\(exercise.name).swift", line: 14))
    }
    #expect(
      text(results) == """
        1-Process      □□□☆  0 of 4    4 not started
        3-SharedValue  □□    0 of 2    2 not started

        Next: 1.1 Start, not started
          Launch the target in a process of its own.
          edit   Lessons/1-Process/01-Start.swift:14
          read   docs/Workbook.docc/1-Process/01-Start.md
          grade  swift test --filter 01-Start

        6 tests: 0 passed, 6 failed, 0 skipped. Workbook \(workbookVersion).

        """)
  }

  @Test("A failed exercise shows why, and where the test is")
  func failed() {
    let root = ReportFolder.ofPackage.root
    let results =
      passed("1.1") + [
        result(
          "1.2", .failed, test: "A second join returns",
          message: "It threw.\nA reason.\nDetails.",
          place: SourcePlace(file: "\(root)/Tests/1-Process/02-Join.swift", line: 31)),
        result("1.2", .failed, message: "Too."),
        result("1.2", .passed),
        result("1.3", .hung, message: "Blocked in read."),
        result("1.4", .notStarted),
      ]
    #expect(
      text(results) == """
        1-Process  ■✘✘☆  1 of 4    1 failed, 1 hung, 1 not started

        Next: 1.2 Join, failed
          “A second join returns” and 1 other test
          It threw.
          A reason.
          edit   Lessons/1-Process/02-Join.swift:7
          test   Tests/1-Process/02-Join.swift:31
          read   docs/Workbook.docc/1-Process/02-Join.md
          grade  swift test --filter 02-Join

        Also: 1.3 Exit status (hung)

        6 tests: 2 passed, 4 failed, 0 skipped. Workbook \(workbookVersion).

        """)
  }

  @Test("Every verdict has a mark and a word")
  func verdicts() {
    let lesson = Lesson(
      folder: "1-Process",
      exercises: Verdict.allCases.enumerated().map { index, _ in
        Exercise(id: "1.\(index)", name: "\(index)-X", title: "X", minutes: 10)
      })
    let results = Verdict.allCases.enumerated().map { result("1.\($0)", $1) }
    let report = Report(of: results, in: [lesson], half: .lessons)
    let text = report.text(
      results: results, course: [lesson], style: ReportStyle(isColored: false))
    #expect(
      text.hasPrefix(
        """
        1-Process  ■✘□✘✘✘–◧·▣  1 of 10   1 working, 1 failed, 1 crashed, 1 hung,
                                         1 leaked, 1 not started, 1 skipped,
                                         1 incomplete

        """))
  }

  @Test("Colors add nothing that the words don't say")
  func colors() {
    let results = Verdict.allCases.map { result("1.1", $0) } + passed("1.2")
    let colored = text(results, isColored: true)
    #expect(colored.contains("\u{1B}[31m✘\u{1B}[0m\u{1B}[32m■\u{1B}[0m"))
    #expect(colored.replacing(/\u{1B}\[\d+m/, with: "") == text(results))
  }

  @Test("Long titles and messages keep to 80 columns")
  func longTexts() {
    let words = Array(repeating: "lengthy", count: 60).joined(separator: " ")
    let lesson = Lesson(
      folder: "9-Manager",
      exercises: (1...12).map {
        Exercise(id: "9.\($0)", name: "\($0)-Long", title: words, minutes: 10, isStretch: $0 == 12)
      })
    let results = lesson.exercises.map { result($0.id, .crashed, test: words, message: words) }
    let report = Report(of: results, in: [lesson], half: .lessons)
    let text = report.text(
      results: results, course: [lesson], style: ReportStyle(isColored: false))
    for line in text.split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
    }
    #expect(text.contains(" …\n"))
  }

  @Test("An exercise that waits for another gives way to it")
  func blocked() {
    let results =
      passed("1.1") + [
        result("1.2", .skipped, message: "Blocked by 1.3.", blockedBy: "1.3"),
        result("1.3", .notStarted),
      ]
    #expect(
      text(results).contains(
        """

        Next: 1.3 Exit status, not started
          02-Join can't be graded before it.
        """))
  }

  @Test("Exercises that wait for each other are no endless loop")
  func blockedInCircle() {
    let results = [
      result("1.1", .skipped, blockedBy: "1.2"), result("1.2", .skipped, blockedBy: "1.1"),
    ]
    #expect(report(results).next(in: sampleCourse)?.verdict == .skipped)
  }

  @Test("An earlier exercise that fails comes first, also when only a later one ran")
  func earlierFails() {
    let earlier = report(passed("1.2", "1.4") + [result("1.1", .failed)])
    let text = text([result("1.3", .failed, message: "No.")], earlier: earlier)
    #expect(
      text.hasPrefix(
        """
        1-Process  ✘■✘★  2 of 4    2 failed
        Only 03-ExitStatus ran now; the other marks are from earlier runs.

        Next: 1.3 Exit status, failed
          01-Start fails first: fix it before this one.

        """))
  }

  @Test("When what ran passes, the next exercise comes from earlier runs")
  func nextFromEarlier() {
    let earlier = report([result("1.1", .failed), result("1.2", .failed, message: "No.")])
    let text = text(passed("1.1"), earlier: earlier)
    #expect(text.contains("\nPassed now: 01-Start. The other marks are from earlier runs.\n"))
    #expect(text.contains("\nNext: 1.2 Join, failed in an earlier run\n"))
  }

  @Test("Next goes on in the lesson that is worked on, and names those before it")
  func sameLesson() {
    let open = passed("3.1") + ["1.1", "1.2", "1.3", "1.4", "3.2"].map { result($0, .notStarted) }
    #expect(
      text(open).contains(
        """

        Next: 3.2 An array, not started
          edit   Lessons/3-SharedValue/02-Array.swift:7
          read   docs/Workbook.docc/3-SharedValue/02-Array.md
          grade  swift test --filter 02-Array
          Open before it: 1-Process.

        """))
    let earlier = report(open)
    #expect(text(passed("3.1"), earlier: earlier).contains("\nNext: 3.2 An array"))
    #expect(text(passed("3.1", "3.2"), earlier: earlier).contains("\nNext: 1.1 Start"))
  }

  @Test("A run of some tests says how many there are")
  func share() {
    let report = Report(
      of: passed("1.1"), in: sampleCourse, half: .lessons, isPartial: true,
      source: { _, _ in ExerciseSource(line: 7, fingerprint: "same", testCount: 9) })
    let text = report.text(
      results: passed("1.1"), course: sampleCourse, style: ReportStyle(isColored: false))
    #expect(
      text == """
        1-Process  ◧···  0 of 4    1 incomplete, 3 not run yet
        Only 01-Start ran now.
        Of 01-Start, 1 of 9 tests ran.

        Next: 1.1 Start, 1 of 9 tests ran
          edit   Lessons/1-Process/01-Start.swift:7
          read   docs/Workbook.docc/1-Process/01-Start.md
          grade  swift test --filter 01-Start

        1 test: 1 passed, 0 failed, 0 skipped. Workbook \(workbookVersion).

        """)
  }

  @Test("What is given, and was changed, is named")
  func changedGiven() {
    let text = report(passed("1.1")).text(
      results: passed("1.1"), course: sampleCourse, style: ReportStyle(isColored: false),
      changedGiven: ["Lessons/1-Process/Given/ChildProcess.swift"])
    #expect(
      text.contains(
        """

        Both halves stand on what is given, and this differs from the last commit:
        Lessons/1-Process/Given/ChildProcess.swift.

        """))
  }

  @Test("A stretch exercise comes last, and says that it is one")
  func stretch() {
    let results = passed("1.1", "1.2", "1.3", "3.1", "3.2") + [result("1.4", .notStarted)]
    #expect(
      text(results) == """
        1-Process      ■■■☆  3 of 4    done, 1 stretch left
        3-SharedValue  ■■    2 of 2    done

        1-Process is done. Well done!
        3-SharedValue is done. Well done!

        Next: 1.4 fork ★, not started
          ★ A stretch: the lesson is done without it.
          edit   Lessons/1-Process/4-Fork.swift:7
          read   docs/Workbook.docc/1-Process/4-Fork.md
          grade  swift test --filter 4-Fork

        6 tests: 5 passed, 1 failed, 0 skipped. Workbook \(workbookVersion).

        """)
  }

  @Test("A stretch exercise doesn't hold up the next lesson")
  func stretchWaits() {
    let results =
      passed("1.1", "1.2", "1.3") + [
        result("1.4", .notStarted), result("3.1", .notStarted),
      ]
    #expect(text(results).contains("\n1-Process is done. Well done!\n\nNext: 3.1 A value, not "))
  }

  @Test("When everything passes it says so")
  func done() {
    #expect(
      text(passed("1.1", "1.2", "1.3", "1.4", "3.1", "3.2")) == """
        1-Process      ■■■★  4 of 4    done
        3-SharedValue  ■■    2 of 2    done

        Every exercise of the workbook passes. Well done! To run its example programs on
        the library that you have built:
          swift run --traits Mine tour

        6 tests: 6 passed, 0 failed, 0 skipped. Workbook \(workbookVersion).

        """)
  }

  @Test("The solutions' report gives no advice")
  func solutions() {
    #expect(
      text(passed("1.1", "1.2", "1.4") + [result("1.3", .leaked)], half: .solutions) == """
        1-Process  ■■✘★  3 of 4    1 leaked

        Not passed: 1.3 Exit status (leaked)

        4 tests: 3 passed, 1 failed, 0 skipped. Workbook \(workbookVersion).

        """)
  }
}
#endif
