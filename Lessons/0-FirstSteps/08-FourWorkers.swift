import Groundwork

/// Does tasks, together with others that get them from the same queue.
public struct QueueWorker: ProcessTarget {
  let tasks: SharedQueue<Int?>
  let reports: SharedQueue<String>

  /// Makes a target that gets numbers of tasks from `tasks`, and puts `reports`.
  public init(_ tasks: SharedQueue<Int?>, reports: SharedQueue<String>) {
    self.tasks = tasks
    self.reports = reports
  }

  /// Reports "task NUMBER by PID" for each task that it gets, with its own process identifier, until
  /// it gets nil.
  ///
  /// - Throws: What the queues throw.
  public func run() throws {
    todo("Put a report for each task that comes, until nil comes.")
  }
}

/// Shares tasks out to workers, each in a child process: whoever is free takes the next one.
///
/// All workers have ended when this returns.
///
/// - Parameters:
///   - tasks: The numbers of the tasks, no more than a queue has room for: 65,000.
///   - workers: How many workers there are, at least one.
/// - Returns: The reports, in the order in which they came.
/// - Throws: What the queues, `start` and `join` throw.
public func shareOut(_ tasks: [Int], to workers: Int) throws -> [String] {
  todo("Start the workers, put the tasks and a nil for each worker, get the reports, and join.")
}
