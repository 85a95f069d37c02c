// Mistake: It tries again for some milliseconds before it gives up.
// Caught by: It does not wait for a moment either
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    let own = ThreadIdentity.current.rawValue
    for _ in 0..<5 {
      if word.compareExchange(expected: LockWord.free, desired: own).exchanged { return true }
      usleep(500)
    }
    return false
  }
}
