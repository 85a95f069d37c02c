// Alternative: It looks first, and so leaves the word's cache line to its owner.

import Groundwork

extension SharedLock {
  @available(*, noasync)
  public func tryLock() -> Bool {
    let own = ThreadIdentity.current.rawValue
    while word.load() == LockWord.free {
      if word.compareExchange(expected: LockWord.free, desired: own).exchanged { return true }
    }
    return false
  }
}
