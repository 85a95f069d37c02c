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
  todo("Let a pool map the numbers to their squares, and end it in order.")
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
  todo("Hand all tasks to a pool, and return when they are done.")
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
  todo("Let a pool run the tasks, timed, at the same time; end it; return the results.")
}

extension Timed {
  /// Runs the task, and measures it.
  ///
  /// Called in a worker.
  ///
  /// - Returns: What it returned, this process, and how long it took.
  /// - Throws: What it threw.
  public func run() throws -> TimedOutput<Work.Output> {
    todo("Run the task between two looks at a clock.")
  }
}
