// Mistake: It looks whether the owner that it slept on has ended, also if that gave the lock back.
// Caught by: An owner that ended after it had given the lock back is no dead owner
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
    if tryLock() { return .locked }
    var last = LockWord.free
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value) { return outcome }
      last = value
    }
    let hasEnded = last != LockWord.free && !ThreadIdentity(rawValue: last).isAlive
    return hasEnded ? .ownerDied : .locked
  }

  @available(*, noasync)
  public func unlock() throws {
    let own = ThreadIdentity.current.rawValue
    let (exchanged, value) = word.compareExchange(expected: own, desired: LockWord.free)
    if exchanged { return }
    guard LockWord.owner(of: value) == own else { throw LockError.notHeld }
    word.store(LockWord.free)
    word.lowerHalf.wake(1)
  }

  @available(*, noasync)
  package func takeOrAnnounce() throws -> UInt64? {
    let own = ThreadIdentity.current.rawValue
    var value = word.load()
    while true {
      guard LockWord.owner(of: value) != own else { throw LockError.alreadyHeld }
      let isFree = value == LockWord.free
      let desired = (isFree ? own : value) | LockWord.sleepers
      if desired == value { return value }
      let (exchanged, original) = word.compareExchange(expected: value, desired: desired)
      if exchanged { return isFree ? nil : desired }
      value = original
    }
  }
}
