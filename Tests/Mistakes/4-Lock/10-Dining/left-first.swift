// Mistake: All take the left fork first.
// Caught by: Everybody has taken a fork, and everybody eats in the end
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    return try forks[left].withLock {
      try forks[right].withLock(meal)
    }
  }
}
