import Groundwork

extension ProcessPool {
  /// Lets a worker run a task, and goes on at once.
  ///
  /// - Parameter task: The task. It is encoded now: what becomes of it later doesn't matter.
  /// - Returns: What to ask for the result.
  /// - Throws: `PoolError`, if the task can't be encoded, or the pool takes no more.
  @discardableResult
  public func submit<Task: PoolTask>(_ task: Task) throws -> PoolResult<Task.Output> {
    todo("Start the task, and return a result that is set when it is over.")
  }
}

extension PoolResult {
  /// Whether the task is over: `get` returns or throws at once then.
  public var isDone: Bool {
    todo("Whether the answer is there.")
  }

  /// Waits until the task is over.
  ///
  /// It can be called again, and from several threads at once. Blocks the thread, so that it can't be
  /// called in asynchronous code.
  ///
  /// - Returns: What the task's `run` returned.
  /// - Throws: `TaskFailure` if the task threw; `PoolError` if it was not done.
  @available(*, noasync)
  public func get() throws -> Output {
    todo("Wait for the answer, and return what the task returned, or throw why it didn't.")
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
    todo("As get, but return nil if the answer is not there in time.")
  }
}
