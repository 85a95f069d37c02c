// Mistake: It queues tasks until there are more than the window allows.
// Caught by: No more tasks are taken than the window allows
// Verdict: failed

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
    PoolResults(pool: self, tasks: tasks, window: max(1, window ?? 2 * engine.options.seats))
  }
}

extension PoolResults.AsyncIterator {
  /// Queues tasks until the window is full, and waits for the next result.
  ///
  /// - Returns: What a task returned, or why it failed; nil if there are no more tasks, or the Swift
  ///   task is cancelled.
  public mutating func next() async -> PoolResults.Element? {
    while ahead <= window, let task = tasks.next() {
      ahead += 1
      do {
        try pool.start([task]) { [mailbox] answer in
          mailbox.yield(Result { try answer.get().outputs()[0] })
        }
      } catch {
        // This task can't be queued. The next one may.
        mailbox.yield(.failure(error))
      }
    }
    guard ahead > 0, let result = await arrivals.next() else { return nil }
    ahead -= 1
    return result
  }
}
