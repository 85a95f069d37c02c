// Mistake: When the time is up, the lock is taken, whoever has it.
// Caught by: A lock that isn't free in time gives nil, and can be taken later
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    let deadline = Deadline(after: timeout)
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value, until: deadline) { return outcome }
      if deadline.hasPassed {
        word.store(ThreadIdentity.current.rawValue | LockWord.sleepers)
        return nil
      }
    }
    return .locked
  }
}
