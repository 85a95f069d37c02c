// Mistake: terminate tells who waits while it holds the pool's mutex.
// Caught by: Who is told of the end may use the pool
// Verdict: crashed

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
    let seats = engine.state.withLock { state -> [Seat] in
      state.phase = .terminated
      for job in state.waiting.removeAll() where job.take() { job.fail(.terminated) }
      return state.seats
    }
    for seat in seats { seat.stop() }
  }
}
