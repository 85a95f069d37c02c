// Mistake: The word is exchanged, and what was there before tells whether it was free.
// Caught by: A try in vain leaves everything as it is
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    let own = ThreadIdentity.current.rawValue
    return word.exchange(own) == LockWord.free
  }
}
