// Mistake: terminate asks by SIGTERM, which a task can ignore.
// Caught by: A task that ignores SIGTERM is ended, too
// Verdict: failed

import Groundwork
import Synchronization

extension ProcessPool {
  public func close() {
    let idle: [Seat] = engine.state.withLock { state in
      guard state.phase == .open else { return [] }
      state.phase = .closed
      return state.idle
    }
    for seat in idle { seat.wake() }
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
    for seat in seats {
      seat.end()
      // So that what a worker does at its exit is done.
      try? seat.worker?.child.terminate()
      seat.wake()
    }
    for job in jobs where job.take() { job.fail(.terminated) }
  }
}
