// Mistake: It takes the lock by the lower half of the word, and stores the whole word then.
// Caught by: The word changes by one step: at any moment it is 0, or names the whole owner
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    let own = ThreadIdentity.current.rawValue
    let half = UInt32(truncatingIfNeeded: own)
    guard word.lowerHalf.compareExchange(expected: 0, desired: half).exchanged else { return false }
    word.store(own)
    return true
  }
}
