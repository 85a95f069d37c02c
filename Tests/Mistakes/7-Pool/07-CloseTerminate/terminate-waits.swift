// Mistake: "Doesn't wait for the workers' end": it does, so that a `terminate` in what is called
// when a task is over (on a seat's thread) waits for its own seat for ever.
// Caught by: Who is told of a task's end may terminate the pool
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
    guard engine.state.withLock({ $0.phase }) != .open else { throw PoolError.notClosed }
    engine.waitUntilEmpty()
  }

  public func terminate() {
    let (jobs, seats) = engine.state.withLock { state -> ([PoolJob], [Seat]) in
      state.phase = .terminated
      return (state.waiting.removeAll(), state.seats)
    }
    for seat in seats { seat.stop() }
    for job in jobs where job.take() { job.fail(.terminated) }
    engine.waitUntilEmpty()
  }
}
