import Groundwork

/// The verdict on a test, from what became of its sandbox.
struct Judgement {
  /// An issue to record in the grader's own process, where it becomes visible.
  struct Issue: Equatable {
    /// What went wrong, with everything that helps.
    var text: String
    /// Where; `nil` for the test as a whole.
    var place: RecordedIssue?
  }

  /// What the ledger keeps.
  var result: TestResult
  /// Empty if and only if the test passed or was skipped.
  var issues: [Issue] = []

  /// - Parameters:
  ///   - outcome: What became of the sandbox.
  ///   - exercise: The exercise that the test belongs to, such as `1.3`.
  ///   - test: The test's display name.
  ///   - function: The name of the test's function.
  ///   - deadline: When the test counted as hung.
  init(
    _ outcome: Sandbox.Outcome, exercise: String, test: String, function: String,
    deadline: Duration
  ) {
    result = TestResult(
      exercise: exercise, test: test, function: function, verdict: .passed,
      seconds: outcome.time / .seconds(1))
    judge(outcome, Facts(outcome), deadline)
  }

  private mutating func judge(_ outcome: Sandbox.Outcome, _ facts: Facts, _ deadline: Duration) {
    // The order matters: each is the reason for those that come after it.
    if let reason = outcome.setupError {
      fail(.failed, "The grader could not start a process for this test: \(reason)")
    } else if let todo = facts.todo(of: result.exercise) {
      guard let other = todo.exercise, other != result.exercise else {
        result.todo = todo.place
        return fail(.notStarted, "Not started: \(todo.place.goal)")
      }
      // A right answer stands on earlier exercises alone.
      guard !course.isLater(other, than: result.exercise) else {
        return fail(
          .failed,
          Self.joined(
            """
            The answer led to \(Self.title(other)), a later exercise, which is not started: \
            “\(todo.place.goal)” A right answer to \(Self.title(result.exercise)) never comes \
            there: look for what is missing, or too much.
            """, facts.failures))
      }
      result.todo = todo.place
      result.blockedBy = other
      result.verdict = .skipped
      result.message = "Blocked by \(Self.title(other)), which is not started."
    } else if let hung = outcome.hung {
      fail(
        .hung,
        Self.joined(
          "The test had not ended after \(Self.text(deadline * Sandbox.patience)).", hung,
          facts.failures, facts.childCrash, facts.printed))
    } else if outcome.guardStatus != 0 || facts.status == nil {
      fail(
        .failed,
        Self.joined(
          """
          The test ended the process that guards it \
          (\(WaitStatus(outcome.guardStatus).description)): check which process it signals.
          """, facts.failures))
    } else if let signal = facts.status?.signal {
      fail(
        .crashed,
        Self.joined(
          "The test's process crashed: \(Signals.name(signal)).", facts.crash(signal),
          facts.failures,
          facts.printed))
    } else if outcome.stage != .finished || facts.status?.code != 0 {
      fail(.failed, Self.joined(facts.earlyEnd(outcome.stage), facts.failures, facts.printed))
    } else if !facts.issues.isEmpty {
      report(facts)
    } else if let leaked = facts.leaked {
      fail(.leaked, Self.joined(leaked, facts.printed))
    }
  }

  private mutating func fail(_ verdict: Verdict, _ message: String) {
    result.verdict = verdict
    result.message = message
    issues = [Issue(text: message)]
  }

  /// The test ran to its end, and something did not hold: each failure at its own place.
  private mutating func report(_ facts: Facts) {
    result.verdict = .failed
    issues = facts.issues.map { Issue(text: $0.fullText, place: $0) }
    if facts.droppedCount > 0 {
      issues.append(Issue(text: "\(facts.droppedCount) more failures were too many to keep."))
    }
    // What helps to understand belongs to the last one, so that it is told once.
    let more = Self.joined(facts.childCrash, facts.leaked, facts.printed)
    if !more.isEmpty { issues[issues.count - 1].text += "\n" + more }
    result.message = issues.map(\.text).joined(separator: "\n")
    if let first = facts.issues.first {
      result.place = SourcePlace(file: first.filePath, line: first.line)
    }
  }

  // MARK: Words

  static func joined(_ parts: String?...) -> String {
    parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  static func text(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    return seconds == 1 ? "1 second" : "\(seconds.formatted) seconds"
  }

  /// "1.2 Join".
  static func title(_ exercise: String) -> String {
    course.exercise(exercise).map { "\(exercise) \($0.exercise.title)" } ?? exercise
  }
}

extension Double {
  /// Without needless zeros.
  fileprivate var formatted: String {
    let tenths = (self * 10).rounded()
    return tenths.truncatingRemainder(dividingBy: 10) == 0
      ? "\(Int(tenths / 10))" : "\(tenths / 10)"
  }
}

/// What the entries of a record amount to.
private struct Facts {
  var issues: [RecordedIssue] = []
  var status: WaitStatus?
  var droppedCount: Int

  private var todos: [(exercise: String?, place: TodoPlace)] = []
  private var left: [String] = []
  private var output: [UInt8] = []
  private var outputTotal = 0

  init(_ outcome: Sandbox.Outcome) {
    droppedCount = outcome.droppedCount
    var leftPids: Set<Int> = []
    var names: [Int: String] = [:]
    for entry in outcome.entries {
      switch entry {
      case .issue(let issue): issues.append(issue)
      case .todo(let goal, let file, let line, _):
        let place = TodoPlace(goal: goal, file: file, line: line)
        todos.append((Self.exercise(ofFile: file), place))
      case .testThread: break
      case .child(let pid, let name, _): names[pid] = name
      case .leftChild(let pid, let isZombie, let command):
        leftPids.insert(pid)
        let name = names[pid] ?? command
        left.append(
          isZombie
            ? "child process \(pid) (\(name)) has ended, and nobody waited for it: a zombie"
            : "child process \(pid) (\(name)) is still running")
      case .survivor(let pid, let command):
        // A child of the test's own is known already.
        if leftPids.insert(pid).inserted {
          left.append("process \(pid) (\(command)) is still running, below the test's children")
        }
      case .leftDescriptor(let number, let target):
        left.append("descriptor \(number) is still open: \(target)")
      case .ended(let status): self.status = WaitStatus(CInt(truncatingIfNeeded: status))
      case .output(let tail, let total): (output, outputTotal) = (tail, total)
      }
    }
  }

  /// The `todo()` that counts: one of the exercise itself before one of another.
  func todo(of exercise: String) -> (exercise: String?, place: TodoPlace)? {
    todos.first { $0.exercise == exercise || $0.exercise == nil } ?? todos.first
  }

  /// `1.3` for "…/1-Process/03-ExitStatus.swift"; `nil` for a file that is not an exercise's.
  private static func exercise(ofFile file: String) -> String? {
    let parts = file.split(separator: "/").suffix(2)
    guard parts.count == 2, let folder = parts.first, let name = parts.last,
      let lesson = folder.split(separator: "-").first.flatMap({ Int($0) }),
      let number = name.split(separator: "-").first.flatMap({ Int($0) }), lesson > 0, number > 0
    else { return nil }
    return "\(lesson).\(number)"
  }

  // MARK: Parts of a message

  /// The failures that came before something worse.
  var failures: String? {
    guard !issues.isEmpty else { return nil }
    return
      (["Before that:"] + issues.prefix(5).map { "  \($0.filePath):\($0.line): \($0.fullText)" })
      .joined(separator: "\n")
  }

  var leaked: String? {
    guard !left.isEmpty else { return nil }
    return (["The test left something behind:"] + left.map { "  \($0)" }).joined(separator: "\n")
  }

  /// What the crashed process said, and where.
  ///
  /// - Parameter signal: The signal that ended it; `nil` if it may be any child.
  /// - Returns: The message and the place; `nil` if it said nothing.
  func crash(_ signal: CInt? = nil) -> String? {
    guard let report = CrashReport(in: lines, signal: signal) else { return nil }
    // The signal was told by the caller, if it knew.
    let title = report.message ?? (signal == nil ? Signals.name(report.signal) : nil)
    return Judgement.joined(title, report.place.map { "at \($0)" })
  }

  /// The same of a child: the test itself went on.
  var childCrash: String? { crash().map { "A child process crashed: \($0)" } }

  /// How the test's process ended before its time.
  func earlyEnd(_ stage: Record.Stage) -> String {
    let code = status?.code ?? 0
    return stage == .loading
      ? "The test did not begin: its process ended with exit(\(code))."
      : """
      The test's process ended with exit(\(code)) before the test had: something calls exit() or \
      _exit() in the test's own process.
      """
  }

  /// The end of what was printed.
  ///
  /// Backtraces are told elsewhere, in few words.
  var printed: String? {
    let own = CrashReport.withoutBacktraces(lines).joined(separator: "\n").trimmed
    let shown = own.split(separator: "\n", omittingEmptySubsequences: false).suffix(20)
      .joined(separator: "\n").suffix(2000)
    guard !shown.isEmpty else { return nil }
    let isAll = shown.utf8.count == own.utf8.count && output.count == outputTotal
    return "\(isAll ? "It printed:" : "It printed \(outputTotal) bytes; the end:")\n\(shown)"
  }

  private var lines: [Substring] {
    String(decoding: output, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
  }
}

extension String {
  /// Without empty lines at the end.
  fileprivate var trimmed: Substring {
    var rest = self[...]
    while rest.last == "\n" { rest.removeLast() }
    return rest
  }
}

extension RecordedIssue {
  /// The text, the arguments of the case, and the comments.
  var fullText: String {
    let head = arguments.isEmpty ? text : "\(text) (with \(arguments))"
    return ([head] + comments).joined(separator: "\n")
  }
}

/// How a process ended, as `waitpid` tells it.
struct WaitStatus: Equatable, CustomStringConvertible {
  /// The argument of `exit`; `nil` if a signal ended the process.
  var code: CInt?
  /// The signal that ended the process.
  var signal: CInt?

  init(_ status: CInt) {
    // The macros of the C header: the low seven bits are the signal.
    if status & 0x7F == 0 { code = status >> 8 & 0xFF } else { signal = status & 0x7F }
  }

  var description: String {
    if let signal { return Signals.name(signal) }
    return "exit(\(code ?? 0))"
  }
}

/// The names of signals.
enum Signals {
  private static let names: [CInt: (String, String)] = [
    SIGHUP: ("SIGHUP", "hangup"), SIGINT: ("SIGINT", "interrupted"), SIGQUIT: ("SIGQUIT", "quit"),
    SIGILL: ("SIGILL", "illegal instruction, as of a Swift trap"),
    SIGTRAP: ("SIGTRAP", "a Swift trap"), SIGABRT: ("SIGABRT", "abort"),
    SIGBUS: ("SIGBUS", "bus error"), SIGFPE: ("SIGFPE", "arithmetic error"),
    SIGKILL: ("SIGKILL", "killed"), SIGUSR1: ("SIGUSR1", "user signal"),
    SIGSEGV: ("SIGSEGV", "bad memory access, or the stack is full"),
    SIGUSR2: ("SIGUSR2", "user signal"), SIGPIPE: ("SIGPIPE", "writing where nobody reads"),
    SIGALRM: ("SIGALRM", "alarm"), SIGTERM: ("SIGTERM", "asked to end"),
  ]

  /// "SIGILL (illegal instruction, as of a Swift trap)".
  static func name(_ signal: CInt) -> String {
    guard let (name, meaning) = names[signal] else { return "signal \(signal)" }
    return "\(name) (\(meaning))"
  }
}
