#if Solutions && DEBUG
import Testing
@testable import Grading

@Suite("What was asked to run") struct ReportFilterTests {
  @Test("Patterns are read in both spellings")
  func patterns() {
    let arguments = ["--filter", "01-Start", "--quiet", "--filter=02-Join", "--skip", "x"]
    let filter = Filter(arguments: arguments)
    #expect(filter.patterns == ["01-Start", "02-Join"])
    #expect(filter.leavesOut)
    #expect(!Filter(arguments: ["--quiet"]).isActive)
    #expect(Filter(arguments: ["--filter"]).patterns == [])
  }

  @Test("Only a name of the course surely runs whole exercises")
  func cutting() {
    let mayCut = { (arguments: [String]) in Filter(arguments: arguments).mayCut(sampleCourse) }
    #expect(!mayCut([]))
    #expect(!mayCut(["--filter", "01-Start"]))
    #expect(!mayCut(["--filter", "1-Process", "--filter", "02-Array"]))
    #expect(mayCut(["--filter", "Process/Start/first"]))
    #expect(mayCut(["--skip", "01-Start"]))
  }

  @Test("An exercise can be asked for by its id, in both spellings")
  func ids() {
    let arguments = [
      "--filter", "1.2", "--quiet", "--filter=3.1", "--skip", "1.1", "--filter", "x",
    ]
    #expect(
      Filter.namingExercises(in: arguments, of: sampleCourse) == [
        "--filter", "02-Join", "--quiet", "--filter=01-Value", "--skip", "1.1", "--filter", "x",
      ])
  }

  @Test(
    "The name that was meant is found",
    arguments: [
      ("3-ExitSttus", "03-ExitStatus"), ("3-exitstatus", "03-ExitStatus"),
      ("ExitStatu", "03-ExitStatus"), ("1.3", "03-ExitStatus"), ("Exit status", "03-ExitStatus"),
      ("sharedvalue", "3-SharedValue"), ("1-Proces", "1-Process"), ("Start", "01-Start"),
      ("fork", "4-Fork"),
    ])
  func closeNames(pattern: String, name: String) {
    let filter = Filter(arguments: ["--filter", pattern])
    #expect(filter.closeNames(in: sampleCourse).first == name)
  }

  @Test("Nothing is suggested for what is like nothing")
  func noCloseNames() {
    for pattern in ["Nonsense", "zz", ""] {
      let filter = Filter(arguments: ["--filter", pattern])
      #expect(filter.closeNames(in: sampleCourse) == [], "\(pattern)")
    }
  }

  @Test("A filter that matches nothing lists what there is")
  func noMatch() {
    let filter = Filter(arguments: ["--filter", "3-ExitSttus"])
    #expect(
      filter.textForNoMatch(course: sampleCourse) == """
        No test matches --filter 3-ExitSttus.
        Did you mean 03-ExitStatus?

        Lessons and exercises:
          1-Process      01-Start, 02-Join, 03-ExitStatus, 4-Fork
          3-SharedValue  01-Value, 02-Array

        """)
  }
}

@Suite("What a test process was started for") struct ReportInvocationTests {
  private let swiftTesting = ["--testing-library", "swift-testing"]

  @Test("XCTest's run is told from Swift Testing's")
  func libraries() {
    #expect(Invocation(arguments: []) == .xctest)
    #expect(Invocation(arguments: ["''"]) == .xctest)
    #expect(Invocation(arguments: ["ATests.ACase/testB"]) == .other)
    #expect(Invocation(arguments: ["--dump-tests-json"]) == .other)
    #expect(
      Invocation(arguments: swiftTesting) == .swiftTesting(isQuiet: false, mayBeQuieted: true))
    #expect(Invocation(arguments: swiftTesting + ["--list-tests"]) == .other)
  }

  @Test("Whoever asks for more, or reads the events, gets all")
  func loud() {
    for option in ["--verbose", "-v", "--event-stream-output-path", "--verbosity=1"] {
      #expect(
        Invocation(arguments: [option, "x"] + swiftTesting)
          == .swiftTesting(isQuiet: false, mayBeQuieted: false), "\(option)")
    }
    #expect(
      Invocation(arguments: ["-q"] + swiftTesting)
        == .swiftTesting(isQuiet: true, mayBeQuieted: true))
  }

  @Test("No piece of output begins or ends inside a character", arguments: 0..<4)
  func pieces(offset: Int) {
    let text = String(repeating: "a", count: offset) + String(repeating: "■", count: 3_000)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Terminal.pieceLength($0) }
      #expect(count <= Terminal.pieceSize)
      #expect(String(validating: rest.prefix(count), as: UTF8.self) != nil)
      rest = rest.dropFirst(count)
    }
  }
}

@Suite("The ledger") struct ReportLedgerTests {
  @Test("One test that is not started or hung is enough for its exercise")
  func reasons() {
    for verdict in Verdict.allCases {
      let ledger = Ledger()
      ledger.record(result("1.1", verdict, test: "A test"))
      let isEnough = verdict == .notStarted || verdict == .hung
      #expect(
        (ledger.reasonToSkip(exercise: "1.1", deadline: .seconds(10)) != nil) == isEnough,
        "\(verdict)")
      #expect(ledger.reasonToSkip(exercise: "1.2", deadline: .seconds(10)) == nil)
    }
  }

  @Test("Three tests that failed and took nearly all their time are enough for their exercise")
  func slowFailures() {
    let ledger = Ledger()
    func reason() -> String? { ledger.reasonToSkip(exercise: "1.1", deadline: .seconds(10)) }
    func record(_ verdict: Verdict, _ seconds: Double, of exercise: String = "1.1") {
      var result = result(exercise, verdict, test: "A test")
      result.seconds = seconds
      ledger.record(result)
    }
    for _ in 0..<3 {
      record(.passed, 9)
      record(.failed, 2)
      record(.failed, 9, of: "1.2")
    }
    record(.failed, 9)
    record(.crashed, 9)
    #expect(reason() == nil)
    record(.failed, 9)
    #expect(reason() == "Ended early: three tests of 1.1 failed, and took all their time.")
  }

  @Test("The same crash at the same place is shown once")
  func repetitions() {
    let crash = "The process crashed: SIGILL.\nFatal error: Index out of range\nat A.swift:13"
    let ledger = Ledger()
    #expect(!ledger.isRepetition(result("1.1", .crashed, message: crash)))
    ledger.record(result("1.1", .crashed, message: crash + "\nIt printed: 1"))
    #expect(ledger.isRepetition(result("1.1", .crashed, message: crash + "\nIt printed: 2")))
    #expect(!ledger.isRepetition(result("1.1", .crashed, message: crash + "4")))
    #expect(!ledger.isRepetition(result("1.2", .crashed, message: crash)))
    #expect(!ledger.isRepetition(result("1.1", .failed, message: crash)))
  }
}
#endif
