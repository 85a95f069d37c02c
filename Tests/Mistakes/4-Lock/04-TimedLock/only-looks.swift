// Mistake: Whoever finds the lock taken gives up at once.
// Caught by: A lock that becomes free in time is got, and the wait until then is sleep
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if try takeOrAnnounce() == nil { return .locked }
    return nil
  }
}
