// Mistake: The call is cancelled, and its task stays queued.
// Caught by: Cancelled while it is queued, a task is never run
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
    let (answers, mailbox) = AsyncStream.makeStream(of: Result<Answer<Work.Output>, PoolError>.self)
    try start([task]) { mailbox.yield($0) }
    // It ends without an answer if the Swift task is cancelled.
    for await answer in answers { return try answer.get().outputs()[0] }
    throw CancellationError()
  }
}
