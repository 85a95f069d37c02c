// Mistake: The first fork is kept, and the second one is asked for again and again.
// Caught by: Everybody has taken a fork, and everybody eats in the end
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
    return try forks[left].withLock {
      while !forks[right].tryLock() {}
      defer { try? forks[right].unlock() }
      return try meal()
    }
  }
}
