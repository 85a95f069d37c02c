import Groundwork
import Synchronization

extension ProcessPool {
  /// Takes no more tasks.
  ///
  /// Those that are queued are still done, and then the workers end.
  ///
  /// Doesn't wait for that; `join` does. Again is harmless.
  public func close() {
    let idle = engine.state.withLock { state -> [Seat] in
      if state.phase == .open { state.phase = .closed }
      return state.idle
    }
    // Those that do something look by themselves when it is done.
    for seat in idle { seat.wake() }
  }

  /// Waits until all tasks are done and all workers have ended.
  ///
  /// Blocks the thread, so that it can't be called in asynchronous code.
  ///
  /// - Throws: `PoolError.notClosed` if the pool was neither closed nor terminated.
  @available(*, noasync)
  public func join() throws {
    guard engine.state.withLock({ $0.phase != .open }) else { throw PoolError.notClosed }
    engine.waitUntilEmpty()
  }

  /// Ends the pool at once: the workers are killed, and every task that is not done fails with
  /// `PoolError.terminated`.
  ///
  /// Doesn't wait for the workers' end; `join` does. Again is harmless.
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
