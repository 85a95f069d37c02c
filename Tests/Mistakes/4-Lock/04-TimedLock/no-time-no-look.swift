// Mistake: With no time it does not sleep, and so does not learn that the owner is dead.
// Caught by: A dead owner's lock is got, even if there is no time at all
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if tryLock() { return .locked }
    let deadline = Deadline(after: timeout)
    if deadline.hasPassed { return try takeOrAnnounce() == nil ? .locked : nil }
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
