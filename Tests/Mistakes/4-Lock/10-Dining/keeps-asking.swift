// Mistake: The first fork is kept, and the second one is asked for again and again.
// Caught by: Everybody has taken a fork, and everybody eats in the end
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    return try forks[left].withLock {
      while !forks[right].tryLock() {}
      defer { try? forks[right].unlock() }
      return try meal()
    }
  }
}
