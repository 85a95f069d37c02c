import CPlatform
import Groundwork

/// How a process that was started as a sandbox becomes one.
enum SandboxSetup {
  /// Set in a process that the grader starts as a sandbox, to a token that no test knows.
  static let variable = "WORKBOOK_SANDBOX"

  // The grader passes these two, and no other above 2.
  private static let control: CInt = 3
  private static let recordDescriptor: CInt = 4

  /// Proves to the grader that this code, and not the test, says that the test has finished.
  ///
  /// Set before the first thread is started, and never again.
  nonisolated(unsafe) private(set) static var token: UInt32 = 0

  /// Whether this is the process of a test, or a child of one.
  static var isInside: Bool { Record.current != nil }

  /// Becomes the guard and, below it, the test's process.
  ///
  /// Returns in the latter only.
  static func split(token: UInt32) {
    guard let record = Record(descriptor: recordDescriptor) else {
      fail("\(variable) is set, but this process was not started by the grader; unset it")
    }
    var output: [CInt] = [-1, -1]
    // In a session of its own, the guard outlives what a terminal sends to the others; it ends when
    // the grader does, because its control socket then comes to its end.
    guard setsid() >= 0, workbook_adopt_orphans() == 0, pipe(&output) == 0 else {
      fail("could not set up a sandbox: \(SystemError("setup"))")
    }
    let signals = workbook_child_signals()
    // A test may have stopped it, and then it would never notice.
    _ = workbook_continue_without_parent()
    let processes = Processes(guardian: getpid(), grader: getppid())
    let test = workbook_fork()
    switch test {
    case -1: fail("could not set up a sandbox: \(SystemError("fork"))")
    case 0:
      Self.token = token
      enter(record, output: output[1], processes)
    default:
      close(output[1])
      Guard(control: control, output: output[0], signals: signals, test: test, record: record)
        .run()
    }
  }

  /// Sets up the process in which the test runs.
  private static func enter(_ record: Record, output: CInt, _ processes: Processes) {
    // Whatever the test signals by group reaches neither the grader nor the terminal.
    setsid()
    // Right only because the guard has one thread: the signal comes when that *thread* ends.
    guard workbook_end_with_parent(processes.guardian) == 0 else { _exit(64) }

    let nothing = open("/dev/null", O_RDONLY)
    dup2(nothing, 0)
    dup2(output, 1)
    dup2(output, 2)
    let kept = Harness.recordOutOfTheWay(recordDescriptor)
    workbook_close_range(3, UInt32(kept - 1))
    workbook_close_range(UInt32(kept + 1), .max)
    Harness.record = Descriptor(owning: kept)

    workbook_unblock_signals()
    processes.keepFromSignals()
    workbook_lower_limits()
    TestRecords.hideOthers()
    workbook_buffer_lines()
    use(record)
  }

  /// Lets `todo()` and `launch` write to the record.
  static func use(_ record: Record) {
    Record.current = record
    Harness.todoReached = { goal, file, line in
      record.add(.todo(goal: goal, file: file, line: Int(line), pid: Int(getpid())))
    }
    Harness.childStarted = { pid, name, endsWithParent in
      record.add(.child(pid: Int(pid), name: name, endsWithParent: endsWithParent))
    }
  }

  /// The processes that a test must not signal.
  private struct Processes {
    let guardian: pid_t
    let grader: pid_t

    /// Whoever signals one of them ends by SIGSYS; signals to other processes that are none of the
    /// test's fail.
    ///
    /// Some containers and older systems allow no such filter: the test can be run without. With the
    /// variable `WORKBOOK_FILTERS` set to `off`, it is run so here, too.
    func keepFromSignals() {
      defer { errno = 0 }
      if getenv("WORKBOOK_FILTERS").map({ String(cString: $0) }) == "off" {
        // Only `kill(-1, …)` is refused then, for the sake of all else that this user runs.
        _ = workbook_forbid_signals(.min, [], 0)
        return
      }
      let starter = ProcessFiles.status(of: grader)?.parent ?? 0
      let others = [grader, -getpgid(grader), starter].filter { $0 != 0 && abs($0) != 1 }
      _ = workbook_forbid_signals(guardian, others, CInt(others.count))
      _ = workbook_keep_signals()
    }
  }

  private static func fail(_ reason: String) -> Never {
    let text = "The grader: \(reason).\n"
    _ = text.withCString { write(2, $0, strlen($0)) }
    _exit(64)
  }
}
