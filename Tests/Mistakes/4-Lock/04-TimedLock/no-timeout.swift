// Mistake: The timeout is not looked at.
// Caught by: A lock that isn't free in time gives nil, and can be taken later
// Verdict: failed

import Groundwork

extension SharedLock {
  /// Takes the lock, and waits until it is free, but for `timeout` at the most.
  ///
  /// A thread that waits is asleep (`futex`). It has one deadline, however often it is woken.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks once; also whether the owner lives.
  /// - Returns: How the calling thread got the lock; nil if it did not get it in time.
  /// - Throws: `LockError.alreadyHeld` if the calling thread has the lock.
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    try lock()
  }
}
