// Mistake: It waits for an hour, and takes the lock for its own then.
// Caught by: However long somebody has the lock, lock() does not give up
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
    let deadline = Deadline(after: .seconds(3_600))
    while let value = try takeOrAnnounce() {
      if let outcome = sleep(while: value, until: deadline) { return outcome }
      if deadline.hasPassed { break }
    }
    return .locked
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
