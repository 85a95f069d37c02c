// Mistake: If the lock of the second fork throws, the first one is kept.
// Caught by: Whoever has its forks already gets the error of the lock, and no meal
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    let first = forks[min(left, right)]
    let second = forks[max(left, right)]
    try first.lock()
    try second.lock()
    defer {
      try? second.unlock()
      try? first.unlock()
    }
    return try meal()
  }
}
