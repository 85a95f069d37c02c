#if Solutions
import Groundwork
import Testing

@testable import Grading

@Suite("A run that is killed leaves nothing behind") struct Killing {
  @Test("`swift test` or its test process is killed at a random moment, fifty times")
  func killed() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    for round in 0..<50 {
      let marker = "\(getpid())-\(round)"
      let folder = try TemporaryFolder()
      // The shell stands for `swift test`: it starts the test process, holds the end of the pipe
      // that the test process prints to, and waits.
      let (reader, writer) = try Descriptor.pipe()
      let command = try fixtureCommand(round % 3 == 0 ? "Short" : "(Short|Endless)")
      let quoted = command.map { "'\($0)'" }.joined(separator: " ")
      let shell = try start(
        ["sh", "-c", "cd \(folder.path) && \(quoted) >&5 2>&1 4<&- 5>&-; true"],
        variables: [
          "WORKBOOK_FIXTURES": marker, "TMPDIR": folder.path, "WORKBOOK_REPORTS": "/dev/null/none",
        ],
        descriptors: [4: reader, 5: writer])
      reader.close()
      writer.close()

      // sleeps: the kill must come at a random moment.
      usleep(UInt32(random.next() % 600_000))
      let tests = ProcessFiles.children(of: shell).first
      if let tests, round % 2 == 0 { kill(tests, SIGKILL) }
      if tests == nil || round % 2 == 1 { kill(shell, SIGKILL) }
      waitpid(shell, nil, 0)

      let left = Self.processesLeft(with: marker, after: .seconds(5))
      #expect(
        left.isEmpty,
        """
        round \(round), seed \(seed): \
        \(left.map { "\($0) (\(ProcessFiles.name(of: $0)))" }.joined(separator: ", "))
        """)
      #expect(folder.remove(), "round \(round), seed \(seed): a file is left in \(folder.path)")
      // Its parent was killed, so it has come to this process, which adopts orphans.
      if let tests { waitpid(tests, nil, WNOHANG) }
    }
  }

  @Test("When the process that guards are copies of is killed, tests run all the same")
  func killedTemplate() async throws {
    var templates: [pid_t?] = []
    for _ in 0..<3 {
      let result = try await grade {}
      #expect(result.verdict == .passed, "\(result.message)")
      templates.append(Guards.template)
      if let template = Guards.template { kill(template, SIGKILL) }
    }
    #expect(templates[0] != templates[2], "a killed one makes no copies")
  }

  /// The processes that are still there when the time is over.
  ///
  /// A process has no environment for a moment while it becomes another program: only several
  /// looks in a row tell that there is none.
  private static func processesLeft(with marker: String, after time: Duration) -> [pid_t] {
    let deadline = Deadline(after: time)
    var emptyLooks = 0
    var left: [pid_t] = []
    while emptyLooks < 5, !deadline.hasPassed {
      left = processes(with: marker)
      emptyLooks = left.isEmpty ? emptyLooks + 1 : 0
      // sleeps: the looks must be at several moments.
      usleep(5_000)
    }
    return left
  }

  /// The living processes that were started with the marker, or by one that was.
  private static func processes(with marker: String) -> [pid_t] {
    let variable = Array("WORKBOOK_FIXTURES=\(marker)".utf8)[...]
    return ProcessFiles.numbers(in: "/proc").map { pid_t($0) }.filter { pid in
      (ProcessFiles.bytes("/proc/\(pid)/environ") ?? []).split(separator: 0).contains(variable)
    }
  }
}

/// An empty folder of a test's own.
private struct TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/workbook-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether it was still empty.
  func remove() -> Bool { rmdir(path) == 0 }
}

/// Random numbers that a seed determines.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
#endif
