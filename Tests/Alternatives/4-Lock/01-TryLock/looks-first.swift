// Alternative: It looks first, and so leaves the word's cache line to its owner.

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
    while word.load() == LockWord.free {
      if word.compareExchange(expected: LockWord.free, desired: own).exchanged { return true }
    }
    return false
  }
}
