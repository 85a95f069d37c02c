// Mistake: Each task gets a worker of its own, as long as there may be another one.
// Caught by: A worker without work gets the next task
// Verdict: failed

import Groundwork

extension PoolEngine.State {
  package mutating func nextStep() -> PoolEngine.Step {
    // The latest: its worker's memory is still in the processor's caches.
    guard seatCount < mostSeats else {
      return idle.popLast().map { .wake($0) } ?? .wait
    }
    // Counted now: the next job may come before the seat is there.
    seatCount += 1
    return .hire
  }
}
