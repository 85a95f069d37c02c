import Groundwork
import Testing

/// Grades each test of a suite in a process of its own, so that nothing a test does can end the run
/// or reach another test.
///
/// In the grader's process the test's function is not called. It runs in a sandbox, in a process that
/// begins as one of the test binary that was started for this test alone; what it found is reported
/// here.
///
/// With the variable `WORKBOOK_IN_PROCESS` set, tests run in the grader's own process, for use with
/// a debugger. Then a crash or a hang ends the whole run, and leaks are not looked for.
public struct ExerciseTrait: TestTrait, SuiteTrait, TestScoping {
  let id: String
  let deadline: Duration

  /// Applies to each test of the suite, also of suites in it.
  public var isRecursive: Bool { true }

  /// In the grader: each test function as a whole.
  ///
  /// In a sandbox: also each of its cases.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> ExerciseTrait? {
    if test.isSuite { return nil }
    return testCase == nil || SandboxSetup.isInside ? self : nil
  }

  /// Tells of each test that will run, before the first one does.
  public func prepare(for test: Test) async throws {
    if !test.isSuite, !SandboxSetup.isInside {
      try await Gradings.shared.expect(test, gradedBy: self)
    }
  }

  /// Runs a test in a sandbox; in a sandbox, runs `function`.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    if SandboxSetup.isInside {
      guard testCase == nil else {
        SandboxedTest.beginCase()
        return try await function()
      }
      await SandboxedTest.perform(test, function)
    }
    if Sandbox.isOff { return try await function() }
    try await grade(test)
  }

  /// Runs the test in a sandbox, and reports what became of it.
  private func grade(_ test: Test) async throws {
    if test.level == .holds {
      await Gradings.shared.finishWorks(exercise: id) { await $1.outcome(of: $0) }
    }
    switch await Gradings.shared.outcome(of: test, by: { await outcome(of: test) }) {
    case .skipped(let reason):
      try Test.cancel("\(reason)", sourceLocation: test.sourceLocation)
    case .ran(let judgement, let isKnown):
      show(judgement, of: test, isKnown: isKnown)
      if judgement.result.verdict == .skipped {
        try Test.cancel("\(judgement.result.message)", sourceLocation: test.sourceLocation)
      }
    }
  }

  /// Runs the test in a sandbox, unless there is a reason not to, and keeps its result.
  private func outcome(of test: Test) async -> Gradings.Outcome {
    let reason: @Sendable () -> String? = {
      Ledger.shared.reasonToSkip(
        exercise: id, level: test.level, deadline: deadline * Sandbox.patience)
    }
    var result = TestResult(
      exercise: id, test: test.displayName ?? test.name, function: test.name, level: test.level,
      why: test.hardship?.reason, verdict: .skipped, seconds: 0)
    if let reason = reason() {
      result.message = reason
      Ledger.shared.record(result)
      return .skipped(reason)
    }
    let name = "\(id) “\(result.test)”"
    let outcome = await Sandbox(testID: test.id, deadline: deadline).run {
      let reason = reason()
      if reason == nil { RunningTests.shared.add(name) }
      return reason
    }
    RunningTests.shared.remove(name)
    switch outcome {
    case .skipped(let reason):
      result.message = reason
      Ledger.shared.record(result)
      return .skipped(reason)
    case .ran(let outcome):
      let judgement = Judgement(outcome, of: result, deadline: deadline)
      let isKnown = Ledger.shared.isRepetition(judgement.result)
      Ledger.shared.record(judgement.result)
      return .ran(judgement, isKnown: isKnown)
    }
  }

  private func show(_ judgement: Judgement, of test: Test, isKnown: Bool) {
    // The level that is not asked for is no reason to fail.
    let severity: Testing.Issue.Severity =
      test.level == .holds && Level.enough == .works ? .warning : .error
    for issue in judgement.issues {
      let place = issue.place.flatMap(SourceLocation.init) ?? test.sourceLocation
      let comment = Comment(rawValue: issue.text)
      if isKnown || judgement.result.verdict == .notStarted || severity == .warning {
        // It was said already, or the report at the end says it better.
        Quiet.hush { _ = Issue.record(comment, severity: severity, sourceLocation: place) }
      } else {
        Issue.record(comment, sourceLocation: place)
      }
    }
  }
}

extension Trait where Self == ExerciseTrait {
  /// Grades each test of the suite in a process of its own, as a test of the exercise `id`.
  ///
  /// - Parameters:
  ///   - id: The exercise, such as "1.3".
  ///   - deadline: When a test that has not ended counts as hung. The variable `WORKBOOK_PATIENCE`
  ///     multiplies it, for slow or busy machines.
  /// - Returns: The trait, for `@Suite`.
  public static func exercise(_ id: String, deadline: Duration = .seconds(10)) -> Self {
    ExerciseTrait(id: id, deadline: deadline)
  }
}

extension SourceLocation {
  /// The place of a recorded issue; `nil` if it was damaged on the way.
  fileprivate init?(_ issue: RecordedIssue) {
    guard issue.line > 0, issue.column > 0, issue.fileID.contains("/") else { return nil }
    self.init(
      fileID: issue.fileID, filePath: issue.filePath, line: issue.line, column: issue.column)
  }
}
