// Mistake: A job that finds idle seats just waits for one of them.
// Caught by: A worker without work gets the next task
// Verdict: failed

import Groundwork

extension PoolEngine.State {
  package mutating func nextStep() -> PoolEngine.Step {
    // The latest: its worker's memory is still in the processor's caches.
    if !idle.isEmpty { return .wait }
    guard seatCount < mostSeats else { return .wait }
    // Counted now: the next job may come before the seat is there.
    seatCount += 1
    return .hire
  }
}
