// Mistake: Both forks are to be put back before any is taken.
// Caught by: Whoever has its forks already gets the error of the lock, and no meal
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    // All take the fork with the lower number first. So whoever has the highest fork waits for
    // none, and there can be no circle of waiting.
    defer { for fork in [left, right] { try? forks[fork].unlock() } }
    try forks[min(left, right)].lock()
    try forks[max(left, right)].lock()
    return try meal()
  }
}
