// Mistake: A seat is counted only when it is there, so that the next job gets one, too.
// Caught by: What is decided for one job is seen by the next one
// Verdict: failed

import Groundwork

extension PoolEngine.State {
  package mutating func nextStep() -> PoolEngine.Step {
    // The latest: its worker's memory is still in the processor's caches.
    if let seat = idle.popLast() { return .wake(seat) }
    guard seatCount < mostSeats else { return .wait }
    return .hire
  }
}
