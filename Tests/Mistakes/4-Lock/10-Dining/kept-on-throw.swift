// Mistake: The forks are put back after the meal; an error jumps over that line.
// Caught by: After a meal that throws, both forks are back
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
    let inOrder = [min(left, right), max(left, right)]
    for fork in inOrder { try forks[fork].lock() }
    let result = try meal()
    for fork in inOrder { try forks[fork].unlock() }
    return result
  }
}
