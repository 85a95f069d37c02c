import CPlatform
import Groundwork
import Synchronization
import Testing

/// Runs one test in a process of its own, and tells what became of it.
struct Sandbox: Sendable {
  /// The test.
  let testID: Test.ID
  /// When a test that has not ended counts as hung.
  let deadline: Duration
  /// Variables of the test's process, beside those of this one.
  var variables: [String: String] = [:]

  /// What became of a test.
  struct Outcome: Sendable {
    var stage = Record.Stage.loading
    var entries: [RecordEntry] = []
    var droppedCount = 0
    /// From start to end.
    var time = Duration.zero
    /// What the processes of the test were doing at the deadline; `nil` if it ended in time.
    var hung: String?
    /// How the guard ended, as `waitpid` tells it.
    var guardStatus: CInt = 0
    /// Why no process was started at all.
    var setupError: String?

    /// Whether Swift Testing found no test to run, or the test ran without its suite's trait: then too
    /// much was hidden from it.
    fileprivate var foundNoTest: Bool {
      stage == .loading
        && [0, Int(EX_UNAVAILABLE)].contains { entries.contains(.ended(status: $0 << 8)) }
    }
  }

  /// How many tests run at a time: the variable `WORKBOOK_SANDBOXES`, or one more than there are
  /// processors, and 4 at the most.
  ///
  /// A test waits for a third of its time, one of a wrong answer for more than that. Within a lesson,
  /// tests run one after the other.
  private static let turns = {
    let wanted = getenv("WORKBOOK_SANDBOXES").flatMap { Int(String(cString: $0)) }
    let processors = CurrentProcess.processorMask.reduce(0) { $0 + $1.nonzeroBitCount }
    return Turns(max(1, wanted ?? min(processors + 1, 4)))
  }()

  /// Whether tests run in the grader's own process: for a debugger.
  static let isOff = getenv("WORKBOOK_IN_PROCESS") != nil

  /// What to say instead of grading, where there are no sandboxes; `nil` if all is well.
  ///
  /// Without them the run would end at the first stub, without a word.
  static func refusal(canSandbox: Bool, isOff: Bool) -> String? {
    if canSandbox || isOff { return nil }
    return """
      Nothing can be graded on this system: each test runs in a sandbox, and only Linux has what that \
      needs. Work in the container that .devcontainer describes: docs/Workbook.docc/getting-started.md.
      A single test can be run without a grade, in a debugger: WORKBOOK_IN_PROCESS=1 swift test --filter \
      NAME

      """
  }

  /// How much longer than usual every test may take, for slow and busy machines.
  static let patience: Double = {
    guard let text = getenv("WORKBOOK_PATIENCE"), let factor = Double(String(cString: text)),
      factor >= 1, factor.isFinite
    else { return 1 }
    return factor
  }()

  /// Whether a test ran.
  enum Answer: Sendable {
    case ran(Outcome)
    case skipped(String)
  }

  /// Runs the test when it is its turn.
  ///
  /// Waits on a thread of its own: Swift's tasks have few.
  ///
  /// - Parameter reasonToSkip: Asked when the turn has come; others may have run meanwhile.
  /// - Returns: What became of the test, or why it did not run.
  func run(unless reasonToSkip: @Sendable () -> String?) async -> Answer {
    await Self.turns.take {
      if let reason = reasonToSkip() { return .skipped(reason) }
      return .ran(await runOnThread())
    }
  }

  private func runOnThread() async -> Outcome {
    await withCheckedContinuation { continuation in
      do {
        try BackgroundThread {
          let started = ContinuousClock.now
          var outcome = runAndWait(TestRecords.kept(for: testID))
          if outcome.foundNoTest { outcome = runAndWait(nil) }
          outcome.time = ContinuousClock.now - started
          continuation.resume(returning: outcome)
        }
      } catch {
        continuation.resume(returning: Outcome(setupError: "\(error)"))
      }
    }
  }

  // MARK: One run

  private func runAndWait(_ kept: String?) -> Outcome {
    var outcome = Outcome()
    Guards.prepare()
    let memory = workbook_memory(Record.byteCount)
    guard memory >= 0, let record = Record(descriptor: memory) else {
      outcome.setupError = "\(SystemError("memfd_create"))"
      if memory >= 0 { close(memory) }
      return outcome
    }
    defer { record.unmap() }
    var ends: [CInt] = [-1, -1]
    guard workbook_socket_pair(&ends) == 0 else {
      outcome.setupError = "\(SystemError("socketpair"))"
      close(memory)
      return outcome
    }
    let control = ends[0]
    defer { close(control) }
    let token = UInt32.random(in: 1 ... .max)
    let guardian = Guards.start(
      arguments: arguments, environment: environment(kept, token), descriptors: [ends[1], memory])
    close(ends[1])
    close(memory)
    guard let guardian else {
      outcome.setupError = "\(SystemError("posix_spawn"))"
      return outcome
    }

    wait(for: guardian, control: control, record: record, outcome: &outcome)
    let isForged = record.stage == .finished && record.token != token
    outcome.stage = isForged ? .running : record.stage
    outcome.entries = record.entries
    outcome.droppedCount = record.droppedCount
    return outcome
  }

  /// Waits for the guard, and for nothing else: it ends after every process of the test.
  private func wait(for guardian: pid_t, control: CInt, record: Record, outcome: inout Outcome) {
    // The guard holds the other end of the socket, so that its end is an event here.
    if !Self.waitUntilBegun(record, control)
      || !Self.waitUntilReadable(control, deadline * Self.patience, continuing: guardian)
    {
      // The verdict is fixed here, before any process of the test is disturbed.
      outcome.hung = HungReport(guardian: guardian, record: record).text
      shutdown(control, CInt(SHUT_RDWR))
    }
    if !Self.waitUntilEnded(guardian, .seconds(5)) {
      kill(guardian, SIGKILL)
    }
    outcome.guardStatus = Guards.reap(guardian)
  }

  /// Waits until the test's function is reached: a busy machine must not use up the test's time.
  ///
  /// - Returns: Whether it was reached in time, or the guard has ended.
  private static func waitUntilBegun(_ record: Record, _ control: CInt) -> Bool {
    let deadline = Deadline(after: .seconds(30) * patience)
    while record.stage == .loading, !deadline.hasPassed {
      if waitUntilReadable(control, .milliseconds(10)) { return true }
    }
    return record.stage != .loading
  }

  static func waitUntilReadable(_ descriptor: CInt, _ timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    while true {
      let events = workbook_poll(descriptor, Int16(POLLIN), deadline.remainingNanoseconds)
      if events > 0 { return true }
      if events == 0, deadline.hasPassed { return false }
    }
  }

  /// Waits, and lets the guard go on if its test has stopped it.
  private static func waitUntilReadable(
    _ descriptor: CInt, _ timeout: Duration, continuing guardian: pid_t
  ) -> Bool {
    let deadline = Deadline(after: timeout)
    while !waitUntilReadable(descriptor, .milliseconds(100)) {
      if deadline.hasPassed { return false }
      if isStopped(guardian) { kill(guardian, SIGCONT) }
    }
    return true
  }

  private static func waitUntilEnded(_ pid: pid_t, _ timeout: Duration) -> Bool {
    let descriptor = workbook_process_descriptor(pid)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return waitUntilReadable(descriptor, timeout, continuing: pid)
  }

  // MARK: The command

  private var arguments: [String] {
    let pattern = "^" + "\(testID)".map { Self.isPlain($0) ? "\($0)" : "\\\($0)" }.joined() + "$"
    return [
      CommandLine.arguments.first ?? "grader", "--testing-library", "swift-testing",
      "--filter", pattern,
      // What the test finds goes into the record; Swift Testing is to print nothing.
      "--verbosity", "\(Int.min)",
    ]
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || !character.isASCII
  }

  private func environment(_ kept: String?, _ token: UInt32) -> [ProgramText] {
    var own = variables
    own[TestRecords.variable] = kept
    own[SandboxSetup.variable] = "\(token)"
    // On a crash: the message and the frames of that thread, as plain text. It costs nothing else.
    own["SWIFT_BACKTRACE"] =
      "enable=yes,color=no,interactive=no,threads=crashed,registers=none,images=none,limit=16,"
      + "top=0,output-to=stderr"
    // As they are, byte by byte.
    let others = currentVariables().filter { own[$0.variable?.name.text ?? ""] == nil }
    return others + own.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }
}
