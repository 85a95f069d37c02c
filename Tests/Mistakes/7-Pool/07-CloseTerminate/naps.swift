// Mistake: join looks every few milliseconds whether a worker is left.
// Caught by: join waits until the tasks are done and the workers have ended
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
    while engine.state.withLock({ $0.seatCount > 0 }) { usleep(20_000) }
  }

  public func terminate() {
    let (jobs, seats) = engine.state.withLock { state -> ([PoolJob], [Seat]) in
      state.phase = .terminated
      return (state.waiting.removeAll(), state.seats)
    }
    // Outside of the mutex: what is called here may use the pool.
    for seat in seats { seat.stop() }
    for job in jobs where job.take() { job.fail(.terminated) }
  }
}
