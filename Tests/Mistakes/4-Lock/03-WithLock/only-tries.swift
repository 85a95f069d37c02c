// Mistake: A lock that could not be taken is no reason to wait.
// Caught by: Nobody else gets in meanwhile
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
    let isTaken = tryLock()
    defer { if isTaken { try? unlock() } }
    return try body()
  }
}
