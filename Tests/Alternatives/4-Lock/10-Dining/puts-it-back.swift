// Alternative: Whoever does not get the second fork puts the first one back, and waits for the second.

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    var (first, second) = (left, right)
    while true {
      try forks[first].lock()
      if forks[second].tryLock() { break }
      try forks[first].unlock()
      swap(&first, &second)
    }
    defer { for fork in [first, second] { try? forks[fork].unlock() } }
    return try meal()
  }
}
