// Mistake: After its first sleep it gives up, though there is time.
// Caught by: However often it is woken for nothing, it waits until its deadline, and no longer
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if tryLock() { return .locked }
    let deadline = Deadline(after: timeout)
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value, until: deadline) { return outcome }
      do {
        // This thread may have been woken in place of another one: either it takes the lock now, or
        // it makes sure that the next owner wakes somebody.
        return try takeOrAnnounce() == nil ? .locked : nil
      }
    }
    return .locked
  }
}
