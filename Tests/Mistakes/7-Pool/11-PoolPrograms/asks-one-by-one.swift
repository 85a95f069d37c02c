// Mistake: doAll waits for each task before the next one.
// Caught by: Two workers do what they are told, though nobody asks for the results
// Verdict: failed

import Groundwork

/// The squares of some numbers, which the workers of a pool compute.
///
/// Blocks until no worker is left.
///
/// - Parameters:
///   - numbers: The numbers.
///   - workers: How many workers there are at the most.
/// - Returns: The squares, in the order of `numbers`.
/// - Throws: What the pool throws.
@available(*, noasync)
public func squares(of numbers: [Int], workers: Int) throws -> [Int] {
  let pool = try ProcessPool(workers: workers)
  let squares = try pool.map(numbers.map { Square($0) })
  pool.close()
  try pool.join()
  return squares
}

/// Runs tasks for what they do, and asks for no result.
///
/// Blocks until all are done and no worker is left.
///
/// - Parameters:
///   - tasks: The tasks. What they return or throw is dropped.
///   - workers: How many workers there are at the most.
/// - Throws: `PoolError` if the tasks can't be queued.
@available(*, noasync)
public func doAll<Task: PoolTask>(_ tasks: [Task], workers: Int) throws {
  let pool = try ProcessPool(workers: workers)
  for task in tasks { _ = try? pool.apply(task) }
  pool.close()
  // Without it, the pool is released now, and its workers are killed.
  try pool.join()
}

/// Runs tasks, and tells of each of them which worker did it and how long that took.
///
/// Blocks until all are done and no worker is left.
///
/// - Parameters:
///   - tasks: The tasks.
///   - workers: How many workers there are at the most.
/// - Returns: What they returned, in the order of `tasks`.
/// - Throws: `PoolError`; `TaskFailure` of the first task, in their order, that threw.
@available(*, noasync)
public func timings<Task: PoolTask>(
  of tasks: [Task], workers: Int
) throws -> [TimedOutput<Task.Output>] {
  let pool = try ProcessPool(workers: workers)
  let results = try tasks.map { try pool.submit(Timed($0)) }
  pool.close()
  try pool.join()
  return try results.map { try $0.get() }
}

extension Timed {
  /// Runs the task, and measures it.
  ///
  /// Called in a worker.
  ///
  /// - Returns: What it returned, this process, and how long it took.
  /// - Throws: What it threw.
  public func run() throws -> TimedOutput<Work.Output> {
    let clock = ContinuousClock()
    let start = clock.now
    let output = try work.run()
    return TimedOutput(output: output, worker: CurrentProcess.pid, duration: clock.now - start)
  }
}
