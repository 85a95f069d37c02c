// Mistake: The mark for sleepers is stored on top of what was seen a moment ago.
// Caught by: No wake-up is lost, wherever the one who waits is stopped
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
    let (exchanged, value) = word.compareExchange(
      expected: LockWord.free, desired: own | LockWord.sleepers)
    if exchanged { return nil }
    guard LockWord.owner(of: value) != own else { throw LockError.alreadyHeld }
    word.store(value | LockWord.sleepers)
    return value | LockWord.sleepers
  }
}
