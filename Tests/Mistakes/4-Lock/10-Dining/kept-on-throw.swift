// Mistake: The forks are put back after the meal; an error jumps over that line.
// Caught by: After a meal that throws, both forks are back
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    let inOrder = [min(left, right), max(left, right)]
    for fork in inOrder { try forks[fork].lock() }
    let result = try meal()
    for fork in inOrder { try forks[fork].unlock() }
    return result
  }
}
