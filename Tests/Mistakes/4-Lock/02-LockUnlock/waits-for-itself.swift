// Mistake: Whoever has the lock is the last to ask for it again.
// Caught by: Whoever has the lock and wants it again gets an error, instead of waiting for itself
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
    var value = word.load()
    while true {
      let isFree = value == LockWord.free
      let desired = (isFree ? own : value) | LockWord.sleepers
      if value == desired { return value }
      let (exchanged, original) = word.compareExchange(expected: value, desired: desired)
      if exchanged { return isFree ? nil : desired }
      value = original
    }
  }
}
