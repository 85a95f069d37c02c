// Mistake: The thread sleeps, but the owner doesn't know that somebody sleeps.
// Caught by: A lock that becomes free in time is got, and the wait until then is sleep
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    let deadline = Deadline(after: timeout)
    while !tryLock() {
      let value = word.load()
      if LockWord.owner(of: value) == ThreadIdentity.current.rawValue {
        throw LockError.alreadyHeld
      }
      if value != LockWord.free, let outcome = sleep(while: value, until: deadline) {
        return outcome
      }
      if deadline.hasPassed { return nil }
    }
    return .locked
  }
}
