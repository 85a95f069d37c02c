// Mistake: It keeps the identity of the first thread that ever tried.
// Caught by: The word names the thread that took the lock
// Verdict: failed

import Groundwork

extension SharedLock {
  private static let own = ThreadIdentity.current.rawValue

  @available(*, noasync)
  public func tryLock() -> Bool {
    word.compareExchange(expected: LockWord.free, desired: Self.own).exchanged
  }
}
