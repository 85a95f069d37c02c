import Groundwork

extension Worker {
  /// Starts a worker process, which runs `PoolWorker` and is killed when this process ends.
  ///
  /// Doesn't wait until it has come up. If it ends, this process must notice at its end of the
  /// connection.
  ///
  /// - Parameters:
  ///   - name: The name of the child process.
  ///   - initializer: What `PoolWorker` gets.
  /// - Returns: The worker, with this process's end of a new connection.
  /// - Throws: What `Connection.pair` and `start` throw.
  package static func start(name: String, initializer: (any ProcessTarget)?) throws -> Worker {
    let (here, there) = try Connection.pair()
    let target = PoolWorker(connection: there, initializer: initializer)
    let child = ChildProcess(target, name: name, endsWithParent: true)
    // Else this process would have a copy of the worker's end, and never see the end of the stream.
    try child.start(handingOver: there)
    return Worker(child: child, connection: here)
  }

  /// Lets the worker do a job, and waits for the answer.
  ///
  /// - Parameter job: Posts itself through a connection.
  /// - Returns: The answer, still encoded (`takeMessage`).
  /// - Throws: `ConnectionError.noReceiver` if the worker ended before it had received the job;
  ///   `.closed` or `.truncated` if it ended later.
  package func perform(_ job: PoolJob) throws -> Message {
    try job.post(through: connection)
    return try connection.takeMessage()
  }
}

extension ProcessPool {
  /// Lets a worker run a task, and waits for what it returns.
  ///
  /// Blocks the thread, so that it can't be called in asynchronous code. `start` queues the task, and
  /// calls back from another thread. A `Later` is a value to wait for.
  ///
  /// - Parameter task: The task. Its type must be visible by name: internal or public.
  /// - Returns: What the task's `run` returned.
  /// - Throws: `PoolError`; `TaskFailure` if the task threw.
  @available(*, noasync)
  public func apply<Task: PoolTask>(_ task: Task) throws -> Task.Output {
    let answer = Later<Result<Answer<Task.Output>, PoolError>>(for: self)
    try start([task]) { answer.set($0) }
    return try answer.wait().get().outputs()[0]
  }
}
