// Mistake: With no time left, a lock that the thread has itself is one that it did not get.
// Caught by: Whoever has the lock and wants it again gets an error, and not a timeout
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if tryLock() { return .locked }
    if timeout <= .zero, isHeldByCurrentThread { return nil }
    let deadline = Deadline(after: timeout)
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value, until: deadline) { return outcome }
      if deadline.hasPassed {
        // This thread may have been woken in place of another one: either it takes the lock now, or
        // it makes sure that the next owner wakes somebody.
        return try takeOrAnnounce() == nil ? .locked : nil
      }
    }
    return .locked
  }
}
