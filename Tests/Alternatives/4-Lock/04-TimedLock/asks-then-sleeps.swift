// Alternative: The owner is told that somebody sleeps before the time is looked at.

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
    let deadline = Deadline(after: timeout)
    var hasSlept = false
    while let value = try takeOrAnnounce() {
      if hasSlept && deadline.hasPassed { return nil }
      if let outcome = sleep(while: value, until: deadline) { return outcome }
      hasSlept = true
    }
    return .locked
  }
}
