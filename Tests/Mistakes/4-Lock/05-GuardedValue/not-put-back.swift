// Mistake: A change of the copy is taken for a change of the value.
// Caught by: The body finds the value, and what it does to it stays
// Verdict: failed

import Groundwork

extension SharedMutex {
  /// Runs `body` on the value, alone, and keeps what it did to it.
  ///
  /// Waits until the lock is free. Whatever `body` changed before it threw is kept, too. If the
  /// process is killed in `body`, the value stays as it was, so nobody needs to be told.
  ///
  /// - Parameter body: Reads or changes the value.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; `LockError.alreadyHeld` if the calling thread is in a `body` of
  ///   this mutex already.
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
    try lock.withLock {
      var value = content
      return try body(&value)
    }
  }
}
