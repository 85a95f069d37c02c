// Mistake: It waits for the answer as the functions before do, and blocks one of Swift's threads.
// Caught by: However many calls wait, other Swift tasks go on
// Verdict: failed

import Groundwork

extension ProcessPool {
  /// Lets a worker run a task, and suspends the caller until it is done; no thread is blocked.
  ///
  /// If the Swift task is cancelled, this throws `CancellationError` at once. A pool task that no
  /// worker has yet will never be run. One that a worker has goes on, and what it returns is dropped.
  ///
  /// - Parameter task: The task. Its type must be visible by name: internal or public.
  /// - Returns: What the task's `run` returned.
  /// - Throws: `TaskFailure` if the task threw; `PoolError`; `CancellationError`.
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    let answer = Later<Result<Answer<Work.Output>, PoolError>>(for: self)
    try start([task]) { answer.set($0) }
    return try answer.wait().get().outputs()[0]
  }
}
