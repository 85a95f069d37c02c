import Groundwork

extension PoolWorker {
  /// Runs the pool's initializer, before the worker's first task.
  ///
  /// - Parameter initializer: What to run, in this process.
  /// - Throws: What it throws; the worker ends then.
  func prepare(_ initializer: any ProcessTarget) throws {
    try initializer.run()
  }
}

extension Worker {
  /// Whether the worker has done enough, so that it retires and another one takes its seat.
  ///
  /// - Parameter limit: The number of jobs after which it has.
  /// - Returns: Whether there were so many.
  package func isUsedUp(after limit: Int) -> Bool {
    jobCount.load(ordering: .relaxed) >= limit
  }
}
