// Mistake: To look first and to set afterwards is as good as both at once.
// Caught by: Where one thread has looked, another one is faster: still only one gets the lock
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    guard word.load() == LockWord.free else { return false }
    word.store(ThreadIdentity.current.rawValue)
    return true
  }
}
