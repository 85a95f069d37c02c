import Groundwork
import Synchronization

extension ProcessPool {
  /// Takes no more tasks.
  ///
  /// Those that are queued are still done, and then the workers end.
  ///
  /// Doesn't wait for that; `join` does. Again is harmless.
  public func close() {
    todo("Take no more tasks, and let the seats that sleep see it.")
  }

  /// Waits until all tasks are done and all workers have ended.
  ///
  /// Blocks the thread, so that it can't be called in asynchronous code.
  ///
  /// - Throws: `PoolError.notClosed` if the pool was neither closed nor terminated.
  @available(*, noasync)
  public func join() throws {
    todo("Wait until no seat is left; throw if the pool was not closed.")
  }

  /// Ends the pool at once: the workers are killed, and every task that is not done fails with
  /// `PoolError.terminated`.
  ///
  /// Doesn't wait for the workers' end; `join` does. Again is harmless.
  public func terminate() {
    todo("Stop all seats, and fail every job that no worker has.")
  }
}
