// Alternative: Every second philosopher takes the right fork first.

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
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    let inOrder = seat.isMultiple(of: 2) ? [left, right] : [right, left]
    return try forks[inOrder[0]].withLock {
      try forks[inOrder[1]].withLock(meal)
    }
  }
}
