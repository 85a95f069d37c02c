// Mistake: Anybody may give a lock back, as with CPython's Lock.
// Caught by: Nobody but the owner can give the lock back
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
    let value = word.exchange(LockWord.free)
    if value == LockWord.free { throw LockError.notHeld }
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
