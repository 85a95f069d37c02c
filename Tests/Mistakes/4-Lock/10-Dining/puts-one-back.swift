// Mistake: The first fork is put back as soon as the second one is there.
// Caught by: A meal is eaten with the two forks beside the seat, and then they are back
// Verdict: failed

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
    try forks[min(left, right)].lock()
    return try forks[max(left, right)].withLock {
      try forks[min(left, right)].unlock()
      return try meal()
    }
  }
}
