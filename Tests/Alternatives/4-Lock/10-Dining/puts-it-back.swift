// Alternative: Whoever does not get the second fork puts the first one back, and waits for the second.

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
    var (first, second) = (left, right)
    while true {
      try forks[first].lock()
      if forks[second].tryLock() { break }
      try forks[first].unlock()
      swap(&first, &second)
    }
    defer { for fork in [first, second] { try? forks[fork].unlock() } }
    return try meal()
  }
}
