// Mistake: If the second fork does not come within a minute, one must do.
// Caught by: However long a fork is missing, nobody eats without it, or gets up
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    // All take the fork with the lower number first. So whoever has the highest fork waits for
    // none, and there can be no circle of waiting.
    return try forks[min(left, right)].withLock {
      let second = forks[max(left, right)]
      let hasBoth = try second.lock(timeout: .seconds(60)) != nil
      defer { if hasBoth { try? second.unlock() } }
      return try meal()
    }
  }
}
