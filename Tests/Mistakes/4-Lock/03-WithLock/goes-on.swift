// Mistake: An error of lock() is dropped, and the body runs without the lock.
// Caught by: If the lock can't be taken, the body doesn't run, and the lock stays as it is
// Verdict: failed

import Groundwork

extension SharedLock {
  /// Runs `body` while holding the lock, and gives it back however `body` ends.
  ///
  /// Waits until the lock is free. If the last owner ended without giving the lock back, `body`
  /// runs all the same: `withLock(repair:_:)` tells.
  ///
  /// - Parameter body: What to do alone.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; `LockError.alreadyHeld` if the calling thread has the lock.
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    _ = try? lock()
    defer { try? unlock() }
    return try body()
  }
}
