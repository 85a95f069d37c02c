/// What the entries of a record amount to.
struct Facts {
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
    return Judgement.joined([title, report.place.map { "at \($0)" }])
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
