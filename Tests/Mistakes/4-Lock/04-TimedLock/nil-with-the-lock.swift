// Mistake: The last try may take the lock, and is not looked at.
// Caught by: What it says is what it did, also when the lock becomes free in its last moment
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if tryLock() { return .locked }
    let deadline = Deadline(after: timeout)
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value, until: deadline) { return outcome }
      if deadline.hasPassed {
        // This thread may have been woken in place of another one: either it takes the lock now, or
        // it makes sure that the next owner wakes somebody.
        _ = try takeOrAnnounce()
        return nil
      }
    }
    return .locked
  }
}
