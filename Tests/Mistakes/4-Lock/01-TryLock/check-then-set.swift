// Mistake: To look first and to set afterwards is as good as both at once.
// Caught by: Where one thread has looked, another one is faster: still only one gets the lock
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
    guard word.load() == LockWord.free else { return false }
    word.store(ThreadIdentity.current.rawValue)
    return true
  }
}
