// Mistake: Each sleep has the whole timeout, so that the last one goes beyond the deadline.
// Caught by: However often it is woken for nothing, it waits until its deadline, and no longer
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if tryLock() { return .locked }
    let deadline = Deadline(after: timeout)
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value, until: Deadline(after: timeout)) { return outcome }
      if deadline.hasPassed {
        // This thread may have been woken in place of another one: either it takes the lock now, or
        // it makes sure that the next owner wakes somebody.
        return try takeOrAnnounce() == nil ? .locked : nil
      }
    }
    return .locked
  }
}
