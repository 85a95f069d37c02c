// Mistake: The timeout is not looked at.
// Caught by: A lock that isn't free in time gives nil, and can be taken later
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    try lock()
  }
}
