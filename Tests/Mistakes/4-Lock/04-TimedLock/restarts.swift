// Mistake: The timeout begins anew after each wake-up.
// Caught by: Woken again and again for no reason, it still gives up in time
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    while let value = try takeOrAnnounce() {
      let deadline = Deadline(after: timeout)
      if let outcome = sleep(while: value, until: deadline) { return outcome }
      if deadline.hasPassed { return try takeOrAnnounce() == nil ? .locked : nil }
    }
    return .locked
  }
}
