// Mistake: Each task gets a worker of its own, as long as there may be another one.
// Caught by: A worker without work gets the next task
// Verdict: failed

import Groundwork

extension PoolEngine.State {
  /// Decides who does the job that was just queued.
  ///
  /// A seat without work takes it. If there is none, a new seat is needed, with a worker of its own;
  /// but there are never more than `mostSeats`, those included that are being started. If there can't
  /// be another one, the job waits until somebody is done.
  ///
  /// It is called while the pool's mutex is held, once for each job. So what it decides must be seen
  /// by the next call.
  ///
  /// - Returns: What is to be done.
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
