// Mistake: A change of the word is taken to wake those that sleep on it.
// Caught by: Whoever comes while somebody has the lock sleeps until it is free
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
    let own = ThreadIdentity.current.rawValue
    if word.compareExchange(expected: LockWord.free, desired: own).exchanged { return .locked }
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value) { return outcome }
    }
    return .locked
  }

  @available(*, noasync)
  public func unlock() throws {
    let own = ThreadIdentity.current.rawValue
    guard LockWord.owner(of: word.load()) == own else { throw LockError.notHeld }
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
