#if Solutions && DEBUG
import Foundation
import Groundwork
import Testing
@testable import Grading

@Suite("The report as a file") struct ReportFileTests {
  /// What instructors' tools rely on: a name for a name.
  private struct Decoded: Decodable {
    struct Exercise: Decodable {
      var id, lesson, title, file, verdict: String
      var line, points: Int
      var tests: [Test]
      var blockedBy: String?
      var earlier: Bool
    }
    struct Test: Decodable {
      var name, verdict, message: String
      var seconds: Double
    }
    var version, passed, total: Int
    var half, workbook: String
    var exercises: [Exercise]
  }

  @Test("It has the documented form")
  func format() throws {
    let results =
      passed("1.1") + [
        result("1.2", .skipped, test: "A test", message: "Blocked.", blockedBy: "1.1"),
        result(
          "1.3", .notStarted,
          todo: TodoPlace(goal: "G", file: "/Lessons/1-Process/03-ExitStatus.swift", line: 9)),
      ]
    try withFolder { folder in
      try folder.write(report(results))
      let data = try #require(
        FileManager.default.contents(atPath: folder.path + "/report.json"))
      let decoded = try JSONDecoder().decode(Decoded.self, from: data)
      #expect(decoded.version == 2)
      #expect(decoded.half == "lessons")
      #expect(decoded.workbook == workbookVersion)
      #expect(decoded.passed == 1)
      #expect(decoded.total == 6)
      #expect(decoded.exercises.map(\.id) == ["1.1", "1.2", "1.3", "1.4", "3.1", "3.2"])
      #expect(decoded.exercises.map(\.line) == [7, 7, 9, 7, 7, 7])
      let verdicts = ["passed", "skipped", "notStarted", "notRun", "notRun", "notRun"]
      #expect(decoded.exercises.map(\.verdict) == verdicts)
      let second = try #require(decoded.exercises.dropFirst().first)
      #expect(second.lesson == "1-Process")
      #expect(second.title == "Join")
      #expect(second.file == "Lessons/1-Process/02-Join.swift")
      #expect(second.points == 1)
      #expect(second.blockedBy == "1.1")
      #expect(!second.earlier)
      #expect(second.tests.map(\.name) == ["A test"])
      #expect(second.tests.map(\.message) == ["Blocked."])
      #expect(second.tests.map(\.seconds) == [0.25])
      let json = String(decoding: data, as: UTF8.self)
      #expect(json.contains("\"blockedBy\" : null"))
    }
  }

  @Test("What was written can be read, for each half alone")
  func roundTrip() throws {
    try withFolder { folder in
      let lessons = report([result("1.1", .failed, message: "é\n\"")])
      let solutions = report(passed("1.1"), half: .solutions)
      #expect(folder.read(.lessons) == nil)
      try folder.write(lessons)
      try folder.write(solutions)
      #expect(folder.read(.lessons) == lessons)
      #expect(folder.read(.solutions) == solutions)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.sorted() == ["lessons.json", "report.json", "solutions.json"])
    }
  }

  @Test("A folder that can't be written is an error that names it")
  func readOnly() throws {
    let folder = ReportFolder(root: "/proc/self")
    #expect(throws: SystemError("mkdir", number: ENOENT, detail: "/proc/self/.build")) {
      try folder.write(report([]))
    }
  }

  @Test("Another version, or rubbish, counts as no report")
  func unreadable() throws {
    try withFolder { folder in
      try folder.write(report([]))
      for text in ["{\"version\":1,\"half\":\"lessons\",\"exercises\":[]}", "{", ""] {
        try text.write(toFile: folder.path + "/lessons.json", atomically: false, encoding: .utf8)
        #expect(folder.read(.lessons) == nil, "\(text)")
      }
    }
  }

  @Test("What did not run keeps its verdict, marked as earlier")
  func merging() {
    let first = report(
      passed("1.1") + [
        result("1.2", .skipped, blockedBy: "1.1"), result("1.3", .hung, message: "Blocked."),
      ])
    let second = report(passed("1.3"), earlier: first)
    #expect(second["1.1"]?.verdict == .passed)
    #expect(second["1.1"]?.isEarlier == true)
    #expect(second["1.2"]?.blockedBy == "1.1")
    #expect(second["1.3"]?.verdict == .passed)
    #expect(second["1.3"]?.isEarlier == false)
    #expect(second["1.4"]?.hasRun == false)
    #expect(second["1.4"]?.isEarlier == false)
    #expect(second.passed == 2)
    #expect(report([], earlier: second)["1.3"]?.isEarlier == true)
  }

  @Test("Verdicts of the other half are not mixed in")
  func halves() {
    let solutions = report(passed("1.1"), half: .solutions)
    #expect(report(passed("1.2"), earlier: solutions)["1.1"]?.verdict == .notRun)
  }

  @Test("One test of an exercise keeps the verdicts of the others, if only it was asked for")
  func partial() {
    let first = report([
      result("1.1", .failed, test: "A"), result("1.1", .failed, test: "B"),
    ])
    let now = [result("1.1", .passed, test: "A")]
    #expect(report(now, earlier: first)["1.1"]?.verdict == .passed)
    let partial = report(now, earlier: first, isPartial: true)
    #expect(partial["1.1"]?.verdict == .failed)
    #expect(partial["1.1"]?.tests.map(\.isEarlier) == [false, true])
    #expect(partial["1.1"]?.isEarlier == false)
  }

  @Test("An exercise has passed only if all of its tests have")
  func incomplete() {
    func report(_ count: Int, earlier: Report? = nil) -> Report {
      Report(
        of: (0..<count).map { result("1.1", .passed, test: "Test \($0)") }, in: sampleCourse,
        half: .lessons, earlier: earlier, isPartial: true,
        source: { _, _ in ExerciseSource(fingerprint: "same", testCount: 3) })
    }
    #expect(report(1)["1.1"]?.verdict == .incomplete)
    #expect(report(1, earlier: report(3))["1.1"]?.verdict == .passed)
    #expect(report(3)["1.1"]?.verdict == .passed)
    #expect(report(1).passed == 0)
  }

  @Test("A verdict on another source is dropped", arguments: ["other", nil])
  func otherSource(fingerprint: String?) {
    func report(_ results: [TestResult], _ fingerprint: String?, earlier: Report?) -> Report {
      Report(
        of: results, in: sampleCourse, half: .lessons, earlier: earlier, isPartial: true,
        source: { _, _ in ExerciseSource(fingerprint: fingerprint, testCount: 2) })
    }
    let first = report(
      [result("1.1", .notStarted, test: "A"), result("1.1", .skipped, test: "B")], "stub",
      earlier: nil)
    let second = report([result("1.1", .passed, test: "A")], fingerprint, earlier: first)
    #expect(second["1.1"]?.verdict == .incomplete)
    #expect(second["1.1"]?.tests.map(\.name) == ["A"])
    #expect(report([], fingerprint, earlier: first)["1.1"]?.verdict == .notRun)
    #expect(report([], "stub", earlier: first)["1.1"]?.verdict == .notStarted)
  }

  @Test("The fingerprint is that of the exercise, what is given, and the tests")
  func fingerprint() throws {
    try withFolder { folder in
      let (lesson, exercise) = (sampleCourse[0], sampleCourse[0].exercises[0])
      let files = [
        "Lessons/1-Process/01-Start.swift", "Lessons/1-Process/Given/A.swift",
        "Tests/1-Process/01-Start.swift", "Tests/1-Process/Helpers/B.swift",
      ]
      func write(_ text: String, to file: String) throws {
        let url = URL(fileURLWithPath: "\(folder.root)/\(file)")
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: false, encoding: .utf8)
      }
      func fingerprint() throws -> String? {
        // Made after all of them.
        try write("", to: "program")
        return ReportSource(
          root: folder.root, half: .lessons, program: "\(folder.root)/program"
        ).source(lesson, exercise).fingerprint
      }
      for file in files { try write("one", to: file) }
      let first = try #require(try fingerprint())
      #expect(try fingerprint() == first)
      for file in files {
        try write("two", to: file)
        #expect(try fingerprint() != first, "\(file)")
        try write("one", to: file)
        #expect(try fingerprint() == first, "\(file)")
      }
    }
  }

  @Test("A file that is newer than the program has no fingerprint")
  func newer() throws {
    try withFolder { folder in
      let file = folder.root + "/Lessons/1-Process/01-Start.swift"
      try FileManager.default.createDirectory(
        atPath: folder.root + "/Lessons/1-Process", withIntermediateDirectories: true)
      try "".write(toFile: file, atomically: false, encoding: .utf8)
      let source = ReportSource(root: folder.root, half: .lessons, program: "/proc/self/exe")
        .source(sampleCourse[0], sampleCourse[0].exercises[0])
      #expect(source.fingerprint == nil)
      #expect(source.line == 1)
    }
  }

  @Test("The worst test decides, and code that went wrong outweighs code that is missing")
  func worst() {
    let order: [Verdict] = [
      .crashed, .hung, .leaked, .failed, .notStarted, .skipped, .notRun, .incomplete, .passed,
    ]
    for index in order.indices {
      let results = order[index...].reversed().map { result("1.1", $0) }
      #expect(report(results)["1.1"]?.verdict == order[index])
    }
  }

  @Test("Results of exercises that the course doesn't have are left out")
  func unknown() {
    #expect(report(passed("0.1")).exercises.allSatisfy { !$0.hasRun })
  }

  @Test("The line is that of the first todo, or else of the first declaration")
  func line() {
    let stub = """
      import Groundwork

      /// A todo("comment") and a func of words.
      extension ChildProcess {
        public func start() throws {
          todo("Launch it.")
        }
      }
      """
    #expect(beginning(of: stub) == 6)
    #expect(beginning(of: stub.replacing("todo(\"Launch", with: "done(\"Launch")) == 5)
    #expect(beginning(of: "// Nothing\n") == 1)
  }

  @Test("The line of a crash is that of the exercise's file, if the message names it")
  func crashLine() {
    let message = "Crashed.\nat Lessons/1-Process/02-Join.swift:13"
    #expect(report([result("1.2", .crashed, message: message)])["1.2"]?.line == 13)
    #expect(report([result("1.3", .crashed, message: message)])["1.3"]?.line == 7)
  }

  /// Calls `body` with an empty folder that is removed afterwards.
  private func withFolder(_ body: (ReportFolder) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.path + "/workbook-report-\(UUID())"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try body(ReportFolder(root: root))
  }
}
#endif
