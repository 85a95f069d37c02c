// Mistake: close notes that the pool is closed, and the seats that sleep never see it.
// Caught by: Idle workers end when the pool is closed, and join returns then
// Verdict: failed

import Groundwork
import Synchronization

extension ProcessPool {
  public func close() {
    engine.state.withLock { state in
      if state.phase == .open { state.phase = .closed }
    }
  }

  @available(*, noasync)
  public func join() throws {
    guard engine.state.withLock({ $0.phase != .open }) else { throw PoolError.notClosed }
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
