/// What became of a test: the one thing that decides its verdict.
enum Fate {
  /// The grader could not start a process for it.
  case noProcess(reason: String)
  /// It came to the `todo()` of its own exercise.
  case notStarted(TodoPlace)
  /// It came to the `todo()` of an exercise that comes before its own.
  case blocked(TodoPlace, by: String)
  /// It came to the `todo()` of an exercise that comes after its own: a right answer never does.
  case wentTooFar(TodoPlace, to: String)
  /// It had not ended at its deadline; what its processes were doing then.
  case hung(String)
  /// The process that guards it was ended.
  case lostGuard(WaitStatus)
  /// A signal ended its process.
  case crashed(signal: CInt)
  /// Its process ended by itself, but before the test had.
  case endedEarly(Record.Stage)
  /// It ran to its end, and something did not hold.
  case foundWanting
  /// All held, and something was left behind.
  case leaked(String)
  /// All held, and nothing was left behind.
  case passed

  /// The order matters: each is the reason for those that come after it, and is told instead of them.
  static func of(_ outcome: Sandbox.Outcome, _ facts: Facts, exercise: String) -> Fate {
    if let reason = outcome.setupError { return .noProcess(reason: reason) }
    if let todo = facts.todo(of: exercise) {
      return reached(todo.place, of: todo.exercise ?? exercise, exercise)
    }
    if let hung = outcome.hung { return .hung(hung) }
    guard outcome.guardStatus == 0, let status = facts.status else {
      return .lostGuard(WaitStatus(outcome.guardStatus))
    }
    if let signal = status.signal { return .crashed(signal: signal) }
    if outcome.stage != .finished || status.code != 0 { return .endedEarly(outcome.stage) }
    if !facts.issues.isEmpty { return .foundWanting }
    return facts.leaked.map { .leaked($0) } ?? .passed
  }

  private static func reached(_ todo: TodoPlace, of other: String, _ exercise: String) -> Fate {
    if other == exercise { return .notStarted(todo) }
    return course.isLater(other, than: exercise)
      ? .wentTooFar(todo, to: other) : .blocked(todo, by: other)
  }
}
