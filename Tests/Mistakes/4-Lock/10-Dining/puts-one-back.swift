// Mistake: The first fork is put back as soon as the second one is there.
// Caught by: A meal is eaten with the two forks beside the seat, and then they are back
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    try forks[min(left, right)].lock()
    return try forks[max(left, right)].withLock {
      try forks[min(left, right)].unlock()
      return try meal()
    }
  }
}
