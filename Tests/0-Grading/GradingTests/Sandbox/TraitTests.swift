#if Solutions
import Groundwork
import Testing

@testable import Grading

@Suite("The trait, in a test process of its own") struct TraitTests {
  @Test("Failures show their place, their text and the arguments of the case")
  func failures() async throws {
    let output = try run("Outcomes/")
    #expect(output.contains("Test \"One that passes\" passed"))
    let place = #/Test "One that fails" recorded an issue at TraitFixtures.swift:\d+:\d+/#
    #expect(output.contains(place), "\(output)")
    #expect(output.contains("Expectation failed: (numbers(1) → [1]) == [2]"))
    #expect(output.contains("because"))
    #expect(
      output.contains("(with letter → \"b\", number → 1)"),
      """
      the arguments have no public name: if Swift Testing has renamed them, mend `arguments` in \
      Sandbox/SandboxedTest.swift. The output: \(output)
      """)
    #expect(!output.contains("letter → \"a\""), "\(output)")
  }

  @Test("A test that another exercise blocks is skipped, and says so")
  func blocked() async throws {
    let output = try run("Outcomes/blocked")
    #expect(output.contains("Blocked by 1.2 Join, which is not started."), "\(output)")
    #expect(!output.contains("recorded an issue"), "\(output)")
  }

  @Test("Once a test of an exercise is not started, the others are skipped")
  func notStarted() async throws {
    let output = try run("NotStarted")
    #expect(output.contains("The first\" failed"), "\(output)")
    #expect(
      output.contains("Another test found that 0.2 is not started."), "\(output)")
  }

  @Test("What holds waits for what works, also where it comes first", arguments: ["", "1"])
  func firstMakeItWork(sandboxes: String) throws {
    let output = try run("Broken", ["WORKBOOK_SANDBOXES": sandboxes])
    #expect(output.contains("The easy one\" failed"), "\(output)")
    #expect(output.contains("First make it work: “The easy one” is not passed."), "\(output)")
    // Each ran once.
    #expect(output.contains("\n3 tests: 1 passed, 1 failed, 1 skipped."), "\(output)")
  }

  @Test("The tests that what holds waits for run in their order")
  func order() throws {
    let output = try run("Unordered")
    #expect(output.contains("Easy 1\" failed"), "\(output)")
    #expect(output.contains("\n5 tests: 0 passed, 1 failed, 4 skipped."), "\(output)")
  }

  @Test("A test that what holds waits for has the deadline of its own suite")
  func ownDeadline() throws {
    let output = try run("Deadlines")
    #expect(output.contains("The patient one\" passed"), "\(output)")
  }

  @Test("What holds runs when all works, and fails the run")
  func thenMakeItHold() throws {
    let (output, status) = try runToEnd("Working")
    #expect(output.contains("The hard one\" failed"), "\(output)")
    #expect(output.contains("\n2 tests: 1 passed, 1 failed, 0 skipped."), "\(output)")
    #expect(status != 0)
  }

  @Test("A run of nothing but what holds runs it")
  func onlyHolds() throws {
    let output = try run("Broken/hard")
    #expect(output.contains("\n1 test: 1 passed, 0 failed, 0 skipped."), "\(output)")
  }

  @Test("With WORKBOOK_LEVEL=works, what works is enough")
  func worksIsEnough() throws {
    let level = [Level.variable: "works"]
    let working = try runToEnd("Working", level)
    #expect(working.output.contains("\n2 tests: 1 passed, 1 failed, 0 skipped."))
    #expect(working.status == 0, "\(working.output)")
    #expect(try runToEnd("Broken", level).status != 0)
    #expect(try runToEnd("Working", [Level.variable: "work"]).status != 0)
    let text = "WORKBOOK_LEVEL is works or holds, which is meant without it; work is neither."
    #expect(try run("Working", [Level.variable: "work"]).contains(text))
  }

  @Test("Where there are no sandboxes, nothing is graded, and it is said")
  func noSandboxes() throws {
    let text = try #require(Sandbox.refusal(canSandbox: false, isOff: false))
    #expect(text.hasPrefix("Nothing can be graded on this system"))
    #expect(Sandbox.refusal(canSandbox: true, isOff: false) == nil)
    #expect(Sandbox.refusal(canSandbox: false, isOff: true) == nil)
  }

  @Test("In-process, a test runs in the grader's own process")
  func inProcess() async throws {
    let output = try run("Outcomes/fails", ["WORKBOOK_IN_PROCESS": "1"])
    #expect(output.contains("Expectation failed: (numbers(1) → [1]) == [2]"), "\(output)")
  }

  /// What the test process prints.
  private func run(_ filter: String, _ variables: [String: String] = [:]) throws -> String {
    try runToEnd(filter, variables).output
  }

  /// What the test process prints, and how it ended.
  private func runToEnd(
    _ filter: String, _ variables: [String: String] = [:]
  ) throws -> (output: String, status: CInt) {
    let (reader, writer) = try Descriptor.pipe()
    let process = try start(
      fixtureCommand(filter),
      variables: variables.merging(["WORKBOOK_FIXTURES": "1"]) { mine, _ in mine },
      descriptors: [1: writer, 2: writer])
    writer.close()
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
      if count == 0 { break }
      output += buffer[..<count]
    }
    reader.close()
    var status: CInt = 0
    waitpid(process, &status, 0)
    return (String(decoding: output, as: UTF8.self), status)
  }
}
#endif
