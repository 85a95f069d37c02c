// Alternative: lock() does it all in one loop, without its helper.

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
    let own = ThreadIdentity.current.rawValue
    var desired = own
    while true {
      let (exchanged, value) = word.compareExchange(expected: LockWord.free, desired: desired)
      if exchanged { return .locked }
      guard LockWord.owner(of: value) != own else { throw LockError.alreadyHeld }
      desired = own | LockWord.sleepers
      let marked = value | LockWord.sleepers
      guard value == marked || word.compareExchange(expected: value, desired: marked).exchanged
      else { continue }
      if let outcome = sleep(while: marked) { return outcome }
    }
  }

  @available(*, noasync)
  public func unlock() throws {
    let own = ThreadIdentity.current.rawValue
    let (exchanged, value) = word.compareExchange(expected: own, desired: LockWord.free)
    if exchanged { return }
    guard LockWord.owner(of: value) == own else { throw LockError.notHeld }
    // Somebody may sleep. That can't change any more: only the owner clears the bit.
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
      if value == desired { return value }
      let (exchanged, original) = word.compareExchange(expected: value, desired: desired)
      if exchanged { return isFree ? nil : desired }
      value = original
    }
  }
}
