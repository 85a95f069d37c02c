import Groundwork

extension ProcessPool {
  /// Runs many tasks, and gives what they return as it comes, in whatever order.
  ///
  /// - Parameters:
  ///   - tasks: The tasks, any number of them. They are taken one by one, not all at the beginning.
  ///   - window: How many tasks may be queued ahead of the results that were taken, at least 1; by
  ///     default two for each of `engine.options.seats`.
  /// - Returns: The results, as an asynchronous sequence. Nothing is run before they are asked for.
  public func results<Tasks: Sequence & Sendable>(
    of tasks: Tasks, window: Int? = nil
  ) -> PoolResults<Tasks> {
    todo("Make the sequence; two tasks for each seat are a good window.")
  }
}

extension PoolResults.AsyncIterator {
  /// Queues tasks until the window is full, and waits for the next result.
  ///
  /// - Returns: What a task returned, or why it failed; nil if there are no more tasks, or the Swift
  ///   task is cancelled.
  public mutating func next() async -> PoolResults.Element? {
    todo("Keep the window full of tasks, and return the next result that comes.")
  }
}
