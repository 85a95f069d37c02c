import Groundwork

extension SharedLock {
  /// Takes the lock from an owner that has ended without giving it back.
  ///
  /// An owner that is stopped, or slow, keeps it. `sleep` calls it at the end of each slice.
  ///
  /// - Parameter value: What the lock's word was when the thread fell asleep: an owner, and
  ///   `LockWord.sleepers`, which must be kept for others that sleep.
  /// - Returns: Whether the calling thread has the lock now. At most one thread gets it.
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard !ThreadIdentity(rawValue: value).isAlive else { return false }
    let own = ThreadIdentity.current.rawValue
    // The dead owner can't come back, so the word is `value` only if nobody was faster.
    return word.compareExchange(expected: value, desired: own | LockWord.sleepers).exchanged
  }

  /// Runs `body` while holding the lock, after `repair` if the last owner died holding it.
  ///
  /// - Parameters:
  ///   - repair: Puts right what the last owner left half changed. It runs with the lock held, and
  ///     only if the last owner ended without giving the lock back.
  ///   - body: What to do alone.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; `LockError.alreadyHeld` if the calling thread has the lock. If
  ///   `body` gave the lock back itself, which it should not, it may be `.notHeld` in place of that.
  @available(*, noasync)
  public func withLock<Result>(
    repair: () -> Void, _ body: () throws -> Result
  ) throws -> Result {
    let outcome = try lock()
    defer { try? unlock() }
    if outcome == .ownerDied { repair() }
    return try body()
  }
}
