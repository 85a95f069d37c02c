import Groundwork

extension SharedRecursiveLock {
  /// Takes the lock, once more if the calling thread has it; otherwise waits until it is free.
  ///
  /// - Returns: `.ownerDied` if the last owner ended without giving the lock back; else `.locked`.
  /// - Throws: What `SharedLock.lock` throws.
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
    if enterAgain() { return .locked }
    let outcome = try base.lock()
    depth.store(1)
    return outcome
  }

  /// Takes the lock if it is free, or once more if the calling thread has it.
  ///
  /// Doesn't block, and doesn't ask whether the owner lives.
  ///
  /// - Returns: Whether the calling thread has taken the lock.
  @available(*, noasync)
  public func tryLock() -> Bool {
    if enterAgain() { return true }
    guard base.tryLock() else { return false }
    depth.store(1)
    return true
  }

  /// Takes the lock, once more if the calling thread has it; otherwise waits for `timeout` at most.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks once; also whether the owner lives.
  /// - Returns: How the calling thread got the lock; nil if it did not get it in time.
  /// - Throws: What `SharedLock.lock` throws.
  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if enterAgain() { return .locked }
    guard let outcome = try base.lock(timeout: timeout) else { return nil }
    depth.store(1)
    return outcome
  }

  /// Gives the lock back once; after as many times as the thread took it, others can have it.
  ///
  /// Doesn't block.
  ///
  /// - Throws: `LockError.notHeld` if the calling thread doesn't have the lock; then nothing has
  ///   changed.
  @available(*, noasync)
  public func unlock() throws {
    guard base.isHeldByCurrentThread else { throw LockError.notHeld }
    let rest = depth.load() - 1
    depth.store(rest)
    if rest == 0 { try base.unlock() }
  }

  /// Runs `body` while holding the lock, and gives it back however `body` ends.
  ///
  /// - Parameter body: What to do alone.
  /// - Returns: What `body` returns.
  /// - Throws: What `lock` and `body` throw. If `body` gave the lock back itself, which it should not,
  ///   it may be `LockError.notHeld` in place of that.
  @available(*, noasync)
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try lock()
    defer { try? unlock() }
    return try body()
  }

  /// Counts once more if the calling thread has the lock; says whether it has.
  @available(*, noasync)
  func enterAgain() -> Bool {
    guard base.isHeldByCurrentThread else { return false }
    depth.store(depth.load() + 1)
    return true
  }
}
