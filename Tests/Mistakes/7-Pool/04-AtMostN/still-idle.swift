// Mistake: The seat that is woken stays among the idle ones, and gets the next job as well.
// Caught by: Each idle worker gets one of the jobs that come together
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
    if let seat = idle.last { return .wake(seat) }
    guard seatCount < mostSeats else { return .wait }
    // Counted now: the next job may come before the seat is there.
    seatCount += 1
    return .hire
  }
}
