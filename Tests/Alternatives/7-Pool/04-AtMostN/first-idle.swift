// Alternative: The seat that has been idle for longest gets the job.

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
    if !idle.isEmpty { return .wake(idle.removeFirst()) }
    guard seatCount < mostSeats else { return .wait }
    // Counted now: the next job may come before the seat is there.
    seatCount += 1
    return .hire
  }
}
