import CPlatform
import Groundwork
import Testing

/// The inner side of a sandbox: runs the test's function, and writes down what it did.
enum SandboxedTest {
  /// Runs the function of the test, and ends this process.
  static func perform(
    _ test: Test, _ function: @Sendable () async throws -> Void
  ) async -> Never {
    guard let record = Record.current else { preconditionFailure("only in a sandbox") }
    let process = getpid()
    let descriptorsBefore = ProcessFiles.descriptors()
    record.stage = .running

    let recorder: IssueHandlingTrait = .compactMapIssues { issue in
      if issue.isFailure { record.add(.issue(RecordedIssue(issue, of: test))) }
      return nil
    }
    do {
      try await recorder.provideScope(for: test, testCase: nil, performing: function)
    } catch is ExpectationFailedError {
      // Recorded where it was thrown.
    } catch {
      let text = RecordedIssue.ownText(of: error) ?? "Caught error: \(error)"
      record.add(.issue(RecordedIssue(text: text, at: test.sourceLocation)))
    }

    guard getpid() == process else {
      let text =
        "A copy of the test's process (fork) ran on to the end of the test: end it with _exit."
      record.add(.issue(RecordedIssue(text: text, at: test.sourceLocation)))
      _exit(1)
    }
    Leftovers(descriptorsBefore: descriptorsBefore).write(to: record)
    record.finish(SandboxSetup.token)
    workbook_flush_output()
    // Not `exit`: what other threads of the test still do is over at once.
    _exit(0)
  }

  /// Called where a test case begins, on its thread.
  static func beginCase() {
    // Without it an overflow of the stack ends the process silently.
    _ = workbook_set_alternate_stack()
    Record.current?.add(.testThread(workbook_thread_id()))
  }
}

extension RecordedIssue {
  init(text: String, at place: SourceLocation) {
    self.init(
      text: text, comments: [], arguments: "", fileID: place.fileID, filePath: place.filePath,
      line: place.line, column: place.column)
  }

  fileprivate init(_ issue: Issue, of test: Test) {
    self.init(
      text: Self.text(of: issue.kind), at: issue.sourceLocation ?? test.sourceLocation)
    comments = issue.comments.map(\.rawValue)
    if let difference = Self.difference(of: issue) { comments.append(difference) }
    arguments = Self.arguments(of: Test.Case.current)
  }

  /// What Swift Testing says, in words for those who wrote the answer.
  private static func text(of kind: Issue.Kind) -> String {
    if case .errorCaught(let error) = kind, let text = ownText(of: error) { return text }
    let text = "\(kind)"
    // A value that is only negated gets no look of its own; but then it was true.
    if let match = text.wholeMatch(of: #/(.*: )!\((.+) → <not evaluated>\)/#) {
      return "\(match.1)!(\(match.2) → true)"
    }
    // Behind a false `&&`.
    return text.replacing(" → <not evaluated>", with: "")
  }

  /// What a helper of the tests threw is told in its words: it is no error of the answer.
  fileprivate static func ownText(of error: any Error) -> String? {
    error is TestFailure || error is StepError ? "\(error)" : nil
  }

  /// The line "inserted [3], removed [4]" of a failed comparison.
  ///
  /// It has no public name.
  private static func difference(of issue: Issue) -> String? {
    guard case .expectationFailed(let expectation) = issue.kind else { return nil }
    return Mirror(reflecting: expectation).descendant("differenceDescription") as? String
  }

  /// The arguments of a parameterized case, as "n → 1, s → "x"".
  ///
  /// They have no public name.
  private static func arguments(of testCase: Test.Case?) -> String {
    guard let testCase, testCase.isParameterized,
      let arguments = Mirror(reflecting: testCase).descendant("_kind", "parameterized", "arguments")
    else { return "" }
    return Mirror(reflecting: arguments).children.compactMap { argument -> String? in
      let mirror = Mirror(reflecting: argument.value)
      guard let value = mirror.descendant("value") else { return nil }
      let text = String(describingForTest: value)
      guard let parameter = mirror.descendant("parameter"),
        let name = Mirror(reflecting: parameter).descendant("firstName") as? String
      else { return text }
      let second = Mirror(reflecting: parameter).descendant("secondName") as? String
      return "\(second ?? name) → \(text)"
    }.joined(separator: ", ")
  }
}
