// Mistake: It exchanges first, and puts the owner back afterwards.
// Caught by: At no moment of a try in vain is the word another one, and no mark gets lost
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    let own = ThreadIdentity.current.rawValue
    let original = word.exchange(own)
    if original == LockWord.free { return true }
    word.store(original)
    return false
  }
}
