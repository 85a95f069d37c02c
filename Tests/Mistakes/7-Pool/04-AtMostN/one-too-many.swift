// Mistake: The limit is compared wrongly.
// Caught by: Four workers work at the same time, and the fifth task waits for one of them
// Verdict: failed

import Groundwork

extension PoolEngine.State {
  package mutating func nextStep() -> PoolEngine.Step {
    // The latest: its worker's memory is still in the processor's caches.
    if let seat = idle.popLast() { return .wake(seat) }
    guard seatCount <= mostSeats else { return .wait }
    // Counted now: the next job may come before the seat is there.
    seatCount += 1
    return .hire
  }
}
