// Mistake: The mark for sleepers is stored on top of what was seen a moment ago.
// Caught by: No wake-up is lost, wherever the one who waits is stopped
// Verdict: failed

import Groundwork

extension SharedLock {
  /// Takes the lock, and waits until it is free.
  ///
  /// A thread that waits is asleep (`futex`), and uses no processor. Nobody waits in a queue:
  /// whoever comes at the right moment may get the lock before others who have waited.
  ///
  /// - Returns: `.ownerDied` if the last owner ended without giving the lock back; else `.locked`.
  /// - Throws: `LockError.alreadyHeld` if the calling thread has the lock.
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

  /// Gives the lock back, and wakes one of those that wait for it.
  ///
  /// Doesn't block.
  ///
  /// - Throws: `LockError.notHeld` if the calling thread doesn't have the lock; then nothing has
  ///   changed.
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

  /// Takes the lock if it is free; otherwise sees to it that its owner will wake somebody.
  ///
  /// For a thread that has to wait: it may be woken in place of others that sleep on, so it keeps
  /// `LockWord.sleepers` in the word for them when it takes the lock.
  ///
  /// - Returns: nil if this thread has the lock now; else the word's value, to be slept on.
  /// - Throws: `LockError.alreadyHeld` if the calling thread has the lock.
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
