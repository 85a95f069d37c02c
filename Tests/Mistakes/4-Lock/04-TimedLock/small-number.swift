// Mistake: The milliseconds are put into a number that is too small for them.
// Caught by: A month, a hundred years and the longest time there is are as good as for ever
// Verdict: crashed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if tryLock() { return .locked }
    let milliseconds = Int32(timeout / .milliseconds(1))
    let deadline = Deadline(after: min(timeout, .milliseconds(milliseconds) + .milliseconds(1)))
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
