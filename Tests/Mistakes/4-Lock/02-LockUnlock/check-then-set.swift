// Mistake: To look first and to set afterwards is as good as both at once.
// Caught by: Two threads never have the lock at once, wherever one of them is stopped
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
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
    let value = word.load()
    guard LockWord.owner(of: value) != own else { throw LockError.alreadyHeld }
    let isFree = value == LockWord.free
    word.store((isFree ? own : value) | LockWord.sleepers)
    return isFree ? nil : value | LockWord.sleepers
  }
}
