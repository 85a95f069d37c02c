// Mistake: A 1 says that somebody has the lock, but not who.
// Caught by: The word names the thread that took the lock
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    word.compareExchange(expected: LockWord.free, desired: 1).exchanged
  }
}
