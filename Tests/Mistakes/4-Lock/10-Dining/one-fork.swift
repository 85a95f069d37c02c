// Mistake: One fork is enough.
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
    return try forks[min(left, right)].withLock(meal)
  }
}
