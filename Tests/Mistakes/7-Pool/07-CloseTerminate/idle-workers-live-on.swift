// Mistake: "`terminate()` kills the workers": it stops only the seats that do something; an idle
// one sleeps on, its worker lives, and `join` never returns.
// Caught by: terminate ends idle workers, too
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
      let idle = state.idle
      let busy = state.seats.filter { seat in !idle.contains { $0 === seat } }
      return (state.waiting.removeAll(), busy)
    }
    for seat in seats { seat.stop() }
    for job in jobs where job.take() { job.fail(.terminated) }
  }
}
