// Mistake: It compares the numbers of threads, and not their identities.
// Caught by: Nobody but the owner can give the lock back
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
    if tryLock() { return .locked }
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
    guard isSame(value, own) else { throw LockError.notHeld }
    word.store(LockWord.free)
    word.lowerHalf.wake(1)
  }

  @available(*, noasync)
  package func takeOrAnnounce() throws -> UInt64? {
    let own = ThreadIdentity.current.rawValue
    var value = word.load()
    while true {
      guard !isSame(value, own) else { throw LockError.alreadyHeld }
      let isFree = value == LockWord.free
      let desired = (isFree ? own : value) | LockWord.sleepers
      if desired == value { return value }
      let (exchanged, original) = word.compareExchange(expected: value, desired: desired)
      if exchanged { return isFree ? nil : desired }
      value = original
    }
  }

  private func isSame(_ one: UInt64, _ other: UInt64) -> Bool {
    one & 0x3F_FFFF == other & 0x3F_FFFF
  }
}
