// Alternative: The seat that has been idle for longest gets the job.

import Groundwork

extension PoolEngine.State {
  package mutating func nextStep() -> PoolEngine.Step {
    if !idle.isEmpty { return .wake(idle.removeFirst()) }
    guard seatCount < mostSeats else { return .wait }
    // Counted now: the next job may come before the seat is there.
    seatCount += 1
    return .hire
  }
}
