/// How a test, or an exercise as a whole, came out.
public enum Verdict: String, Codable, Sendable, CaseIterable {
  /// Every expectation held.
  case passed
  /// An expectation did not hold, an error was thrown, or the process ended too early.
  case failed
  /// The exercise's own `todo()` was reached.
  case notStarted
  /// The process ended by a signal.
  case crashed
  /// The process was still running at the deadline.
  case hung
  /// A child process, a zombie or a descriptor was left over.
  case leaked
  /// The test did not run, or another exercise's `todo()` was reached.
  case skipped
  /// Of an exercise: what ran has passed, and some of its tests did not run.
  case incomplete
  /// Of an exercise: none of its tests ran with this source.
  case notRun
  /// Of an exercise: all tests of the level "works" have passed, and some of the level "holds" have not.
  case working
}

/// Where a `todo()` was reached.
public struct TodoPlace: Codable, Sendable, Equatable {
  /// What is to be done, in the words of the `todo()`.
  public var goal: String
  /// The source file, as `#filePath` gives it.
  public var file: String
  /// The line of the `todo()`, from 1.
  public var line: Int

  /// Describes a `todo()`.
  public init(goal: String, file: String, line: Int) {
    self.goal = goal
    self.file = file
    self.line = line
  }
}

/// How one graded test came out.
public struct TestResult: Codable, Sendable, Equatable {
  /// The exercise that the test belongs to, such as `1.3`.
  public var exercise: String
  /// The test's display name, a sentence.
  public var test: String
  /// The test function's name.
  public var function: String
  /// What the test asks of an answer.
  public var level: Level
  /// Of a test of the level "holds": why it matters.
  public var why: String?
  /// How the test came out.
  public var verdict: Verdict
  /// How long the test took, in seconds.
  public var seconds: Double
  /// What went wrong, its first line a sentence that can stand alone; empty if nothing did.
  public var message: String
  /// The exercise, such as `1.2`, whose `todo()` this test reached instead of its own.
  public var blockedBy: String?
  /// The `todo()` that was reached.
  public var todo: TodoPlace?
  /// Where the first expectation failed, if one did: the file, as `#filePath` gives it, and line.
  public var place: SourcePlace?

  /// Describes how a test came out.
  public init(
    exercise: String, test: String, function: String, level: Level = .works, why: String? = nil,
    verdict: Verdict, seconds: Double, message: String = "", blockedBy: String? = nil,
    todo: TodoPlace? = nil,
    place: SourcePlace? = nil
  ) {
    self.exercise = exercise
    self.test = test
    self.function = function
    self.level = level
    self.why = why
    self.verdict = verdict
    self.seconds = seconds
    self.message = message
    self.blockedBy = blockedBy
    self.todo = todo
    self.place = place
  }
}

/// A line of a source file.
public struct SourcePlace: Codable, Sendable, Equatable {
  /// The file's path.
  public var file: String
  /// The line, from 1.
  public var line: Int

  /// Names a line of a file.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}
