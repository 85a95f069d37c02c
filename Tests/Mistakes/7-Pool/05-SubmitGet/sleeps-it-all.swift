// Mistake: get with a timeout sleeps for all of it, and looks then.
// Caught by: A get with a timeout returns as soon as the result is there
// Verdict: failed

import Groundwork

extension ProcessPool {
  /// Lets a worker run a task, and goes on at once.
  ///
  /// - Parameter task: The task. It is encoded now: what becomes of it later doesn't matter.
  /// - Returns: What to ask for the result.
  /// - Throws: `PoolError`, if the task can't be encoded, or the pool takes no more.
  @discardableResult
  public func submit<Task: PoolTask>(_ task: Task) throws -> PoolResult<Task.Output> {
    let result = PoolResult<Task.Output>(Later(for: self))
    // The worker's answer keeps the result alive, and the result no task.
    try start([task]) { result.answer.set($0) }
    return result
  }
}

extension PoolResult {
  /// Whether the task is over: `get` returns or throws at once then.
  public var isDone: Bool { answer.value != nil }

  /// Waits until the task is over.
  ///
  /// It can be called again, and from several threads at once. Blocks the thread, so that it can't be
  /// called in asynchronous code.
  ///
  /// - Returns: What the task's `run` returned.
  /// - Throws: `TaskFailure` if the task threw; `PoolError` if it was not done.
  @available(*, noasync)
  public func get() throws -> Output {
    try answer.wait().get().outputs()[0]
  }

  /// Waits until the task is over, but for `timeout` at the most.
  ///
  /// The task goes on after a timeout, and the result can be asked for again. Blocks the thread, so
  /// that it can't be called in asynchronous code.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks without waiting.
  /// - Returns: What the task's `run` returned; nil if it is not over in time.
  /// - Throws: `TaskFailure` if the task threw; `PoolError` if it was not done.
  @available(*, noasync)
  public func get(timeout: Duration) throws -> Output? {
    let never = Later<Void>(Bells())
    _ = never.wait(until: Deadline(after: timeout))
    return try answer.value?.get().outputs()[0]
  }
}
