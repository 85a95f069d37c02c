// Mistake: If there are as many seats as may be, nobody is woken.
// Caught by: In a full pool, an idle worker gets the task
// Verdict: failed

import Groundwork

extension PoolEngine.State {
  package mutating func nextStep() -> PoolEngine.Step {
    // The latest: its worker's memory is still in the processor's caches.
    guard seatCount < mostSeats else { return .wait }
    if let seat = idle.popLast() { return .wake(seat) }
    // Counted now: the next job may come before the seat is there.
    seatCount += 1
    return .hire
  }
}
