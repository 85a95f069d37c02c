// Mistake: A lock that is only good manners: it keeps nobody out.
// Caught by: Whoever comes while somebody has the lock sleeps until it is free
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
    word.store(ThreadIdentity.current.rawValue)
    return .locked
  }

  @available(*, noasync)
  public func unlock() throws {
    word.store(LockWord.free)
  }

  @available(*, noasync)
  package func takeOrAnnounce() throws -> UInt64? {
    let own = ThreadIdentity.current.rawValue
    var value = word.load()
    while true {
      guard LockWord.owner(of: value) != own else { throw LockError.alreadyHeld }
      let isFree = value == LockWord.free
      let desired = (isFree ? own : value) | LockWord.sleepers
      if value == desired { return value }
      let (exchanged, original) = word.compareExchange(expected: value, desired: desired)
      if exchanged { return isFree ? nil : desired }
      value = original
    }
  }
}
