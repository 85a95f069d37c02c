// Mistake: With one fork in the hand, it asks every two milliseconds for the other one.
// Caught by: Whoever can't have both forks waits, and asleep
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    // All take the fork with the lower number first. So whoever has the highest fork waits for
    // none, and there can be no circle of waiting.
    return try forks[min(left, right)].withLock {
      while !forks[max(left, right)].tryLock() { usleep(2_000) }
      defer { try? forks[max(left, right)].unlock() }
      return try meal()
    }
  }
}
