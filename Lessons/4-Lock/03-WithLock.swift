import Groundwork

extension SharedLock {
  /// Runs `body` while holding the lock, and gives it back however `body` ends.
  ///
  /// Waits until the lock is free. If the last owner ended without giving the lock back, `body`
  /// runs all the same: `withLock(repair:_:)` tells.
  ///
  /// - Parameter body: What to do alone.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; `LockError.alreadyHeld` if the calling thread has the lock. If
  ///   `body` gave the lock back itself, which it should not, it may be `.notHeld` in place of that.
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    todo("Run body with the lock held, and give the lock back however body ends.")
  }
}
