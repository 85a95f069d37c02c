// Beginner: terminate tells who waits while it holds the pool's mutex.
// Caught by: Who is told of the end may use the pool
// Verdict: crashed

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
    let seats = engine.state.withLock { state -> [Seat] in
      state.phase = .terminated
      for job in state.waiting.removeAll() where job.take() { job.fail(.terminated) }
      return state.seats
    }
    for seat in seats { seat.stop() }
  }
}
