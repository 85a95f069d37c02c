// Mistake: The lock is free, so there is nothing to do but to say so.
// Caught by: A free lock is taken, and a lock that somebody has is not
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    true
  }
}
