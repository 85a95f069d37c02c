import Groundwork

extension SharedRecursiveLock {
  /// Takes the lock, once more if the calling thread has it; otherwise waits until it is free.
  ///
  /// - Returns: `.ownerDied` if the last owner ended without giving the lock back; else `.locked`.
  /// - Throws: What `SharedLock.lock` throws.
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
    todo("Take the lock, once more if this thread has it already.")
  }

  /// Takes the lock if it is free, or once more if the calling thread has it.
  ///
  /// Doesn't block, and doesn't ask whether the owner lives.
  ///
  /// - Returns: Whether the calling thread has taken the lock.
  @available(*, noasync)
  public func tryLock() -> Bool {
    todo("Take the lock without waiting, once more if this thread has it already.")
  }

  /// Takes the lock, once more if the calling thread has it; otherwise waits for `timeout` at most.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks once; also whether the owner lives.
  /// - Returns: How the calling thread got the lock; nil if it did not get it in time.
  /// - Throws: What `SharedLock.lock` throws.
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    todo("Take the lock, once more if this thread has it already, but give up after the timeout.")
  }

  /// Gives the lock back once; after as many times as the thread took it, others can have it.
  ///
  /// Doesn't block.
  ///
  /// - Throws: `LockError.notHeld` if the calling thread doesn't have the lock; then nothing has
  ///   changed.
  @available(*, noasync)
  public func unlock() throws {
    todo("Give the lock back once; the last time, others may have it.")
  }

  /// Runs `body` while holding the lock, and gives it back however `body` ends.
  ///
  /// - Parameter body: What to do alone.
  /// - Returns: What `body` returns.
  /// - Throws: What `lock` and `body` throw. If `body` gave the lock back itself, which it should not,
  ///   it may be `LockError.notHeld` in place of that.
  @available(*, noasync)
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    todo("Run body with the lock held, and give it back however body ends.")
  }

  /// Counts once more if the calling thread has the lock; says whether it has.
  @available(*, noasync)
  func enterAgain() -> Bool {
    todo("Count once more if this thread has the lock.")
  }
}
