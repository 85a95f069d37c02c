// Mistake: The word is exchanged, and what was there before tells whether it was free.
// Caught by: A try in vain leaves everything as it is
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
    let own = ThreadIdentity.current.rawValue
    return word.exchange(own) == LockWord.free
  }
}
