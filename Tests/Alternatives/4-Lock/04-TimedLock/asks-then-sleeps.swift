// Alternative: The owner is told that somebody sleeps before the time is looked at.

import Groundwork

extension SharedLock {
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
