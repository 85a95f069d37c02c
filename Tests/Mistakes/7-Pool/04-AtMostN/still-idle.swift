// Mistake: The seat that is woken stays among the idle ones, and gets the next job as well.
// Caught by: Each idle worker gets one of the jobs that come together
// Verdict: failed

import Groundwork

extension PoolEngine.State {
  package mutating func nextStep() -> PoolEngine.Step {
    // The latest: its worker's memory is still in the processor's caches.
    if let seat = idle.last { return .wake(seat) }
    guard seatCount < mostSeats else { return .wait }
    // Counted now: the next job may come before the seat is there.
    seatCount += 1
    return .hire
  }
}
