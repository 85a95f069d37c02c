#if Solutions && DEBUG
import Foundation
import Testing
@testable import Grading

@Suite("The report about what works, and what holds") struct ReportLevelTests {
  // MARK: Verdicts

  @Test("An exercise is working if what it takes to work passes, and something does not hold")
  func isWorking() throws {
    for verdict in [Verdict.failed, .crashed, .hung, .leaked, .notStarted, .skipped] {
      let hard = result("1.1", verdict, test: "Hard", level: .holds)
      let now = report(passed("1.1") + [hard])
      #expect(now["1.1"]?.verdict == .working, "\(verdict)")
      #expect(now["1.1"]?.works == true)
      #expect(now.works == 1)
      #expect(now.passed == 0)
      // Nothing is known of what it takes to work.
      #expect(report([hard])["1.1"]?.verdict == verdict)
    }
    let broken = [
      result("1.1", .failed), result("1.1", .skipped, test: "Hard", level: .holds),
    ]
    #expect(report(broken)["1.1"]?.verdict == .failed)
    #expect(report(broken)["1.1"]?.works == false)
    #expect(report(passed("1.1"))["1.1"]?.works == true)
  }

  @Test("Whether it works is known once all of its tests have run")
  func isKnown() {
    func report(_ results: [TestResult], earlier: Report? = nil) -> Report {
      Report(
        of: results, in: sampleCourse, half: .lessons, earlier: earlier, isPartial: true,
        source: { _, _ in ExerciseSource(line: 7, fingerprint: "same", testCount: 3) })
    }
    let hard = result("1.1", .failed, test: "Hard", level: .holds)
    let all = ["A", "B"].map { result("1.1", .passed, test: $0) } + [hard]
    #expect(report([all[0], hard])["1.1"]?.verdict == .failed)
    #expect(report(all)["1.1"]?.verdict == .working)
    #expect(report([hard], earlier: report(all))["1.1"]?.verdict == .working)
    #expect(report([], earlier: report(all))["1.1"]?.verdict == .working)
  }

  @Test("The file tells the level of each test, and the points of each exercise at both")
  func format() throws {
    let data = try JSONEncoder().encode(report(working("1.1") + passed("1.2")))
    let json = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["version"] as? Int == 2)
    #expect(json["works"] as? Int == 2)
    #expect(json["passed"] as? Int == 1)
    let exercises = try #require(json["exercises"] as? [[String: Any]])
    #expect(
      exercises.prefix(3).map { $0["verdict"] as? String } == ["working", "passed", "notRun"])
    #expect(exercises.prefix(3).map { $0["works"] as? Bool } == [true, true, false])
    #expect(exercises.prefix(3).map { $0["points"] as? Int } == [1, 1, 1])
    let earned = exercises.prefix(3).map { $0["earned"] as? [String: Int] }
    #expect(
      earned == [["works": 1, "holds": 0], ["works": 1, "holds": 1], ["works": 0, "holds": 0]])
    let tests = try #require(exercises[0]["tests"] as? [[String: Any]])
    #expect(tests.map { $0["level"] as? String } == ["works", "holds"])
    #expect(tests.map { $0["why"] as? String } == [nil, "It happens."])
    #expect(try JSONDecoder().decode(Report.self, from: data).exercises[0].verdict == .working)
  }

  @Test("A report from before there were levels is still read")
  func older() throws {
    let new = report(passed("1.1"))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(new), as: UTF8.self)
      .replacing(/"(level|works)":("works"|true|false|\d),?/, with: "")
      .replacing(/"earned":\{[^}]*\},/, with: "")
    #expect(!text.contains("works"), "\(text)")
    #expect(try JSONDecoder().decode(Report.self, from: Data(text.utf8)) == new)
  }

  // MARK: What to do

  @Test("Next leads on to what does not work, and says how to harden at once")
  func nextWorks() {
    #expect(
      text(working("1.1") + [result("1.2", .notStarted)]) == """
        1-Process  ▣□··  0 of 4    1 working, 1 not started, 2 not run yet
        Only 01-Start, 02-Join ran now.

        01-Start works, and does not hold yet: “Hard times”.
          It happens.
          Harden it at once, by the list *Holds* of
          docs/Workbook.docc/1-Process/01-Start.md, or when “Next” comes to it.

        Next: 1.2 Join, not started
          edit   Lessons/1-Process/02-Join.swift:7
          read   docs/Workbook.docc/1-Process/02-Join.md
          grade  swift test --filter 02-Join

        3 tests: 1 passed, 2 failed, 0 skipped. Workbook \(workbookVersion).

        """)
  }

  @Test("When a lesson works, Next names what does not hold, one at a time, and the way on")
  func nextHolds() {
    let stubs = ["1.4", "3.1", "3.2"].map { result($0, .notStarted) }
    #expect(
      text(working("1.1", "1.2") + passed("1.3") + stubs) == """
        1-Process      ▣▣■☆  1 of 4    2 working, 1 not started
        3-SharedValue  □□    0 of 2    2 not started

        02-Join works, and does not hold yet: “Hard times”.
          It happens.
          Harden it at once, by the list *Holds* of
          docs/Workbook.docc/1-Process/02-Join.md, or when “Next” comes to it.

        1-Process works. Well done! Now make it hold, or go on and come back.

        Next: 1.1 Start, working: make it hold
          “Hard times”.
          It happens.
          It broke.
          edit   Lessons/1-Process/01-Start.swift:7
          read   docs/Workbook.docc/1-Process/01-Start.md
          grade  swift test --filter 01-Start
          Or go on with 3.1 A value, in Lessons/3-SharedValue/01-Value.swift.

        8 tests: 3 passed, 5 failed, 0 skipped. Workbook \(workbookVersion).

        """)
  }

  @Test("Who hardens an exercise stays with it, once its lesson works")
  func stays() {
    let earlier = report(
      working("1.1", "1.2", "1.3") + ["1.4", "3.1", "3.2"].map { result($0, .notStarted) })
    #expect(report(working("1.2"), earlier: earlier).next(in: sampleCourse)?.id == "1.2")
    #expect(report(passed("1.2"), earlier: earlier).next(in: sampleCourse)?.id == "1.1")
    let stretch = [result("1.4", .notStarted)]
    #expect(report(working("1.2") + stretch, earlier: earlier).next(in: sampleCourse)?.id == "1.2")
    #expect(report(stretch, earlier: earlier).next(in: sampleCourse)?.id == "1.4")
    let open = report(working("1.1", "1.2") + [result("1.3", .notStarted)])
    #expect(report(working("1.2"), earlier: open).next(in: sampleCourse)?.id == "1.3")
  }

  @Test("What is left to harden in another lesson comes after all that does not work")
  func otherLesson() {
    let results = working("1.1") + passed("1.2", "1.3", "3.1") + [result("3.2", .notStarted)]
    let earlier = report(results + [result("1.4", .notStarted)])
    #expect(report(passed("3.1"), earlier: earlier).next(in: sampleCourse)?.id == "3.2")
    #expect(report(passed("3.2"), earlier: earlier).next(in: sampleCourse)?.id == "1.1")
  }

  @Test("Where it is enough that it works, what does not hold is a warning")
  func enough() {
    let results = working("1.1") + passed("1.2", "1.3") + [result("1.4", .notStarted)]
    let earlier = report(results + [result("3.1", .notStarted)])
    #expect(
      text(results, earlier: earlier, enough: .works).hasPrefix(
        """
        1-Process      ▣■■☆  2 of 4    done, 1 working, 1 stretch left
        3-SharedValue  □·    0 of 2    1 not started, 1 not run yet
        Only 4 exercises ran now; the other marks are from earlier runs.

        Warning: these work, which is enough here, and do not hold: 1.1 Start (1 test).
        Without WORKBOOK_LEVEL=works you see why.

        1-Process works. Well done!

        Next: 1.4 fork ★, not started

        """))
    let hint = "\nWhat failed is of the level “holds”, and no more than a warning.\n"
    #expect(text(working("1.1"), enough: .works).hasSuffix(hint))
    #expect(!text(working("1.1"), enough: .holds).contains(hint))
    #expect(!text(results, enough: .works).contains(hint), "a stub is no warning")
    let all = report(working("1.1", "1.2", "1.3", "1.4", "3.1", "3.2"))
    #expect(all.next(in: sampleCourse, enough: .works) == nil)
    #expect(all.next(in: sampleCourse, enough: .holds)?.id == "3.1")
  }

  @Test("The variable names a level, and nothing else does")
  func variable() {
    #expect(Level(variable: nil) == .holds)
    #expect(Level(variable: "works") == .works)
    #expect(Level(variable: "holds") == .holds)
    #expect(Level(variable: "Works") == nil)
    #expect(Level(variable: "") == nil)
  }
}
#endif
