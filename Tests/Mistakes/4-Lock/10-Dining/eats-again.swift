// Mistake: A LockError of the meal is taken for one of the forks, and the meal is eaten again.
// Caught by: A meal may throw a LockError of its own: it is eaten once, and the error comes out
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    while true {
      do {
        return try forks[min(left, right)].withLock {
          try forks[max(left, right)].withLock(meal)
        }
      } catch LockError.notHeld {
        continue
      }
    }
  }
}
