// Mistake: join waits without asking whether anything will end.
// Caught by: join throws while the pool is open, and changes nothing
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
    engine.waitUntilEmpty()
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
