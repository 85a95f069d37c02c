import Groundwork

extension Philosopher {
  /// Runs `meal` while holding the two forks beside this seat, and puts both back.
  ///
  /// Whatever the others do at the same time, everybody gets to eat: nobody waits for a fork that
  /// can never become free.
  ///
  /// - Parameter meal: What to do with both forks.
  /// - Returns: What `meal` returns.
  /// - Throws: What `meal` throws; what the locks throw.
  func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    // All take the fork with the lower number first. So whoever has the highest fork waits for
    // none, and there can be no circle of waiting.
    return try forks[min(left, right)].withLock {
      try forks[max(left, right)].withLock(meal)
    }
  }
}
