// Alternative: Lock and unlock are called by hand.

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
    try lock.lock()
    defer { try? lock.unlock() }
    var value = content
    defer { content = value }
    return try body(&value)
  }
}
