// Beginner: Whoever gives up leaves no trace, although it was woken in place of another.
// Caught by: Whoever gives up leaves the wake-up to the others
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    let deadline = Deadline(after: timeout)
    while !tryLock() {
      if deadline.hasPassed { return nil }
      guard let value = try takeOrAnnounce() else { return .locked }
      if let outcome = sleep(while: value, until: deadline) { return outcome }
    }
    return .locked
  }
}
