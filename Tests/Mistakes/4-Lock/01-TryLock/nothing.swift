// Mistake: The lock is free, so there is nothing to do but to say so.
// Caught by: A free lock is taken, and a lock that somebody has is not
// Verdict: failed

import Groundwork

extension SharedLock {
  /// Takes the lock if it is free.
  ///
  /// Doesn't block, and doesn't ask whether the owner lives: of a dead owner's lock it says that it
  /// is not free. Of several threads that try at once, one gets the lock.
  ///
  /// - Returns: Whether the calling thread has taken the lock. If it had it before, it has not.
  @available(*, noasync)
  public func tryLock() -> Bool {
    true
  }
}
