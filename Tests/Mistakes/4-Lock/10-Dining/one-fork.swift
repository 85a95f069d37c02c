// Mistake: One fork is enough.
// Caught by: A meal is eaten with the two forks beside the seat, and then they are back
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    return try forks[min(left, right)].withLock(meal)
  }
}
