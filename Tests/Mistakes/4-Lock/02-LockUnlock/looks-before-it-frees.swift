// Mistake: Whether anybody sleeps is looked up before the lock is freed.
// Caught by: No wake-up is lost, wherever the one who gives back is stopped
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
    let value = word.load()
    guard LockWord.owner(of: value) == ThreadIdentity.current.rawValue else {
      throw LockError.notHeld
    }
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
