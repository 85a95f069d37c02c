// Mistake: Each chunk is queued as soon as it is encoded.
// Caught by: If a task can't be encoded, none is run
// Verdict: failed

import Groundwork

extension ProcessPool {
  /// Runs many tasks, on all workers, and waits for all of them.
  ///
  /// The tasks are cut into chunks, in their order; the last one may be shorter. A chunk is one job
  /// (`start(chunks:)`): larger ones cost less, smaller ones share the work out more evenly. Blocks
  /// the thread, so that it can't be called in asynchronous code.
  ///
  /// - Parameters:
  ///   - tasks: The tasks, any number of them, none included. All are encoded before the first is run.
  ///   - chunk: How many tasks a chunk has, at least 1; by default as many as make four chunks for
  ///     each of `engine.options.seats` (rounded up).
  /// - Returns: What the tasks returned, in the order of `tasks`.
  /// - Throws: `PoolError.noSense` if `chunk` is less than 1, and other pool errors; the
  ///   `TaskFailure` of the first task, in their order, that threw. All tasks are over then.
  @available(*, noasync)
  public func map<Task: PoolTask>(
    _ tasks: some Sequence<Task>, chunk: Int? = nil
  ) throws -> [Task.Output] {
    let tasks = Array(tasks)
    let share = 4 * engine.options.seats
    let size = chunk ?? max(1, (tasks.count + share - 1) / share)
    guard size > 0 else { throw PoolError.noSense("chunk", size) }
    let chunks = stride(from: 0, to: tasks.count, by: size).map { start in
      Array(tasks[start...].prefix(size))
    }
    // Answers come in the order in which the workers are done. Each has its place.
    let answers = Row<Result<Answer<Task.Output>, PoolError>>(count: chunks.count, for: self)
    for (index, tasks) in chunks.enumerated() {
      try start(tasks) { answers.put($0, at: index) }
    }
    return try answers.all().flatMap { try $0.get().outputs() }
  }
}
