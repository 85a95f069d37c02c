// Alternative: Every second philosopher takes the right fork first.

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    let inOrder = seat.isMultiple(of: 2) ? [left, right] : [right, left]
    return try forks[inOrder[0]].withLock {
      try forks[inOrder[1]].withLock(meal)
    }
  }
}
