// Mistake: The thread looks every millisecond whether the lock is free.
// Caught by: A lock that becomes free in time is got, and the wait until then is sleep
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if isHeldByCurrentThread { throw LockError.alreadyHeld }
    let deadline = Deadline(after: timeout)
    while !tryLock() {
      if deadline.hasPassed { return nil }
      usleep(1_000)
    }
    return .locked
  }
}
