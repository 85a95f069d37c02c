// Mistake: A try goes on until it succeeds.
// Caught by: A free lock is taken, and a lock that somebody has is not
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    let own = ThreadIdentity.current.rawValue
    while !word.compareExchange(expected: LockWord.free, desired: own).exchanged {}
    return true
  }
}
