// Mistake: When the time is up, the lock is taken, whoever has it.
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
    let deadline = Deadline(after: timeout)
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value, until: deadline) { return outcome }
      if deadline.hasPassed {
        word.store(ThreadIdentity.current.rawValue | LockWord.sleepers)
        return nil
      }
    }
    return .locked
  }
}
