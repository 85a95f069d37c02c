// Mistake: It suspends until the answer comes, whether the Swift task is cancelled or not.
// Caught by: Cancelled while a worker does it, the call ends at once, and the worker goes on
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
    let answer = await withCheckedContinuation { continuation in
      do {
        try start([task]) { continuation.resume(returning: $0) }
      } catch {
        continuation.resume(returning: .failure(error as? PoolError ?? .closed))
      }
    }
    return try answer.get().outputs()[0]
  }
}
