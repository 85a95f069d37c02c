// Mistake: The thread sleeps, but the owner doesn't know that somebody sleeps.
// Caught by: A lock that becomes free in time is got, and the wait until then is sleep
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
    while !tryLock() {
      let value = word.load()
      if LockWord.owner(of: value) == ThreadIdentity.current.rawValue {
        throw LockError.alreadyHeld
      }
      if value != LockWord.free, let outcome = sleep(while: value, until: deadline) {
        return outcome
      }
      if deadline.hasPassed { return nil }
    }
    return .locked
  }
}
