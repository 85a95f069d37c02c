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
    todo("Take the lock; while somebody else has it, sleep until it may be free.")
  }

  /// Gives the lock back, and wakes one of those that wait for it.
  ///
  /// Doesn't block.
  ///
  /// - Throws: `LockError.notHeld` if the calling thread doesn't have the lock; then nothing has
  ///   changed.
  @available(*, noasync)
  public func unlock() throws {
    todo("Give the lock back if it is this thread's, and wake somebody if anybody may sleep.")
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
    todo("Take the free lock, or mark the held one so that its owner will wake somebody.")
  }
}
