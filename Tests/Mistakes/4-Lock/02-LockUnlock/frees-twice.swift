// Mistake: Having freed the lock, it goes on, and frees it once more.
// Caught by: Once it has freed the lock, unlock leaves it alone: it may be somebody else's
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
    let own = ThreadIdentity.current.rawValue
    // Most locks are free again sooner than a thread could fall asleep and be woken.
    if word.compareExchangePatiently(expected: LockWord.free, desired: own).exchanged {
      return .locked
    }
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value) { return outcome }
    }
    return .locked
  }
  @available(*, noasync)
  public func unlock() throws {
    let own = ThreadIdentity.current.rawValue
    let (_, value) = word.compareExchange(expected: own, desired: LockWord.free)
    guard LockWord.owner(of: value) == own else { throw LockError.notHeld }
    word.store(LockWord.free)
    if value & LockWord.sleepers != 0 { word.lowerHalf.wake(1) }
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
