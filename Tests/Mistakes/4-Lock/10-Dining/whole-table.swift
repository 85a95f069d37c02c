// Mistake: All forks are taken, in order; so only one eats at a time.
// Caught by: Two that are no neighbors eat at the same time
// Verdict: failed

import Groundwork

extension Philosopher {
  package func withForks<Result>(_ meal: () throws -> Result) throws -> Result {
    let (left, right) = places
    let others = forks.indices.filter { $0 != left && $0 != right }
    for fork in forks { try fork.lock() }
    for other in others { try forks[other].unlock() }
    defer { for fork in [left, right] { try? forks[fork].unlock() } }
    return try meal()
  }
}
