// Mistake: The owner is taken to be a process, and not a thread.
// Caught by: The word names the thread that took the lock
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    let own = ProcessIdentity.current.rawValue
    return word.compareExchange(expected: LockWord.free, desired: own).exchanged
  }
}
