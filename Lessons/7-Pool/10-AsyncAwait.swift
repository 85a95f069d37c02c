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
    todo("Start the task and await its answer; if the Swift task is cancelled, cancel the job.")
  }
}
