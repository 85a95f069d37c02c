// Mistake: terminate lets the tasks that are queued be done.
// Caught by: terminate ends 10,000 queued tasks, and those that are being done
// Verdict: failed

import Groundwork
import Synchronization

extension ProcessPool {
  public func close() {
    let idle = engine.state.withLock { state -> [Seat] in
      if state.phase == .open { state.phase = .closed }
      return state.idle
    }
    // Those that do something look by themselves when it is done.
    for seat in idle { seat.wake() }
  }

  @available(*, noasync)
  public func join() throws {
    guard engine.state.withLock({ $0.phase != .open }) else { throw PoolError.notClosed }
    engine.waitUntilEmpty()
  }

  public func terminate() {
    let (jobs, seats) = engine.state.withLock { state -> ([PoolJob], [Seat]) in
      state.phase = .closed
      return ([], state.seats)
    }
    for seat in seats { seat.wake() }
    for job in jobs where job.take() { job.fail(.terminated) }
  }
}
