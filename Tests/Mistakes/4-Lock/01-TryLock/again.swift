// Mistake: Whoever has the lock already gets it once more.
// Caught by: Whoever has the lock can't take it again
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    let own = ThreadIdentity.current.rawValue
    let (exchanged, value) = word.compareExchange(expected: LockWord.free, desired: own)
    return exchanged || LockWord.owner(of: value) == own
  }
}
