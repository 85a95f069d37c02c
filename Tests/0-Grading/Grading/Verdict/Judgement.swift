import Groundwork

/// The verdict on a test, from what became of its sandbox.
struct Judgement: Sendable {
  /// An issue to record in the grader's own process, where it becomes visible.
  struct Issue: Equatable, Sendable {
    /// What went wrong, with everything that helps.
    var text: String
    /// Where; `nil` for the test as a whole.
    var place: RecordedIssue?
  }

  /// What the ledger keeps.
  var result: TestResult
  /// Empty if and only if the test passed or was skipped.
  let issues: [Issue]

  /// - Parameters:
  ///   - outcome: What became of the sandbox.
  ///   - test: Which test it is; its verdict is of no interest.
  ///   - deadline: When the test counted as hung.
  init(_ outcome: Sandbox.Outcome, of test: TestResult, deadline: Duration) {
    let facts = Facts(outcome)
    let exercise = test.exercise
    let fate = Fate.of(outcome, facts, exercise: exercise)
    issues = Self.issues(for: fate, facts, exercise, deadline)
    result = test
    result.verdict = Self.verdict(for: fate)
    result.seconds = outcome.time / .seconds(1)
    result.message = issues.map(\.text).joined(separator: "\n")
    switch fate {
    case .notStarted(let todo):
      result.todo = todo
    case .blocked(let todo, let other):
      result.todo = todo
      result.blockedBy = other
      result.message = "Blocked by \(Self.title(other)), which is not started."
    case .foundWanting:
      result.place = facts.issues.first.map { SourcePlace(file: $0.filePath, line: $0.line) }
    case .noProcess, .wentTooFar, .hung, .lostGuard, .crashed, .endedEarly, .leaked, .passed:
      break
    }
  }

  private static func verdict(for fate: Fate) -> Verdict {
    switch fate {
    case .passed: .passed
    case .notStarted: .notStarted
    case .blocked: .skipped
    case .hung: .hung
    case .crashed: .crashed
    case .leaked: .leaked
    case .noProcess, .wentTooFar, .lostGuard, .endedEarly, .foundWanting: .failed
    }
  }

  private static func issues(
    for fate: Fate, _ facts: Facts, _ exercise: String, _ deadline: Duration
  ) -> [Issue] {
    switch fate {
    case .passed, .blocked:
      []
    case .foundWanting:
      issues(at: facts)
    case .noProcess(let reason):
      issue("The grader could not start a process for this test: \(reason)")
    case .notStarted(let todo):
      issue("Not started: \(todo.goal)")
    case .wentTooFar(let todo, let other):
      issue(
        """
        The answer led to \(title(other)), a later exercise, which is not started: \
        “\(todo.goal)” A right answer to \(title(exercise)) never comes there: look for what is \
        missing, or too much.
        """, facts.failures)
    case .hung(let processes):
      issue(
        "The test had not ended after \(text(deadline * Sandbox.patience)).", processes,
        facts.failures, facts.childCrash, facts.printed)
    case .lostGuard(let status):
      issue(
        "The test ended the process that guards it (\(status)): check which process it signals.",
        facts.failures)
    case .crashed(signal: SIGSYS):
      issue(
        """
        The test's process was ended (SIGSYS), as it signaled the grader, or the process that guards \
        it: check which process it signals.
        """, facts.failures, facts.printed)
    case .crashed(let signal):
      issue(
        "The test's process crashed: \(Signals.name(signal)).", facts.crash(signal),
        facts.failures, facts.printed)
    case .endedEarly(let stage):
      issue(facts.earlyEnd(stage), facts.failures, facts.printed)
    case .leaked(let what):
      issue(what, facts.printed)
    }
  }

  private static func issue(_ parts: String?...) -> [Issue] { [Issue(text: joined(parts))] }

  /// The test ran to its end, and something did not hold: each failure at its own place.
  private static func issues(at facts: Facts) -> [Issue] {
    var issues = facts.issues.map { Issue(text: $0.fullText, place: $0) }
    if facts.droppedCount > 0 {
      issues.append(Issue(text: "\(facts.droppedCount) more failures were too many to keep."))
    }
    // What helps to understand belongs to the last one, so that it is told once.
    let more = joined([facts.childCrash, facts.leaked, facts.printed])
    if !more.isEmpty { issues[issues.count - 1].text += "\n" + more }
    return issues
  }

  // MARK: Words

  static func joined(_ parts: [String?]) -> String {
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
