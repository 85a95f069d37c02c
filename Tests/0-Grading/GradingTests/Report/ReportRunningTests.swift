#if Solutions
import Groundwork
import Testing

@testable import Grading

@Suite("A run that came to no end is told of by the next one") struct RunningTestsTests {
  @Test("It tells which tests were running, once")
  func tells() throws {
    let path = try folder() + "/reports/running"
    let ended = RunningTests(path: path)
    ended.add("1.1 “A”")
    ended.add("1.2 “B”")
    ended.add("1.3 “C”")
    ended.remove("1.2 “B”")

    let next = RunningTests(path: path)
    next.add("1.1 “A”")
    let text = try #require(next.textForEarlier)
    #expect(text.hasSuffix("Running then: 1.1 “A”, 1.3 “C”."), "\(text)")
    next.remove("1.1 “A”")
    next.finish()
    #expect(ProcessFiles.text(path) == nil, "the file is there as long as the run lasts")

    let last = RunningTests(path: path)
    last.add("1.1 “A”")
    #expect(last.textForEarlier == nil)
    last.finish()
  }

  @Test("A run that goes on elsewhere is left alone")
  func parallel() throws {
    let path = try folder() + "/running"
    // A child of the same program stands for the other run.
    let other = try launch(Sleeper(), name: "other")
    defer {
      kill(other, SIGKILL)
      waitpid(other, nil, 0)
    }
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    _ = Array("\(other)\n".utf8).withUnsafeBytes { writeAll($0, to: descriptor) }
    close(descriptor)
    let own = RunningTests(path: path)
    own.add("1.1 “A”")
    own.finish()
    #expect(own.textForEarlier == nil)
    #expect(ProcessFiles.text(path) == "\(other)\n")
  }

  private func folder() throws -> String {
    var template = Array("/tmp/workbook-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

@Suite("An answer's function in the place of another is found") struct IntruderTests {
  private let usual = [
    "__libc_start_main", "main", "workbook_memory",
    "$s10Groundwork4todo_4file4lines5NeverOSS_s12StaticStringVSutF",
    "$s13LessonProcess8runSuiteyyF", "$s13LessonProcess05ChildB0C4todoyyF",
    "$s13LessonProcess4todo33_F763B16E4F4699B395F53741C5FEA8C7LLyyF",
  ]

  @Test("None, where functions have names of their own or are private")
  func none() {
    #expect(Intruders.text(among: usual) == nil)
    #expect(Intruders.text(among: Intruders.functions) == nil)
  }

  @Test("A function of the C library")
  func library() throws {
    let text = try #require(Intruders.text(among: usual + ["_exit"]))
    #expect(text.contains("defines `_exit`"), "\(text)")
  }

  @Test("A function of the groundwork")
  func groundwork() throws {
    let text = try #require(Intruders.text(among: usual + ["$s13LessonProcess4todoyyF"]))
    #expect(text.contains("LessonProcess declares `todo`"), "\(text)")
  }

  @Test("A sanitizer's functions are no answer's")
  func sanitizer() {
    #expect(Intruders.text(among: usual + ["__asan_init", "_exit", "malloc"]) == nil)
  }
}
#endif
