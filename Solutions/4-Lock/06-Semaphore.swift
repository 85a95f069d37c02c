import Groundwork

extension SharedSemaphore {
  /// Takes a permit if there is one.
  ///
  /// Doesn't block.
  ///
  /// - Returns: Whether there was one.
  public func tryAcquire() -> Bool {
    var value = word.load()
    while value & ~Self.sleepers > 0 {
      let (exchanged, original) = word.compareExchange(expected: value, desired: value - 1)
      if exchanged { return true }
      value = original
    }
    return false
  }

  /// Takes a permit, and waits until there is one.
  ///
  /// A thread that waits is asleep (`futex`), and uses no processor.
  @available(*, noasync)
  public func acquire() {
    _ = acquire(until: .never)
  }

  /// Takes a permit, and waits until there is one, but for `timeout` at the most.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks once.
  /// - Returns: Whether the calling thread has got a permit.
  @available(*, noasync)
  public func acquire(timeout: Duration) -> Bool {
    acquire(until: Deadline(after: timeout))
  }

  /// Gives a permit back, or adds one, and wakes those that wait.
  ///
  /// Doesn't block. Any thread may do it.
  ///
  /// - Throws: `LockError.tooManyReleases` if a bounded semaphore has all of its permits; then
  ///   nothing has changed.
  public func release() throws {
    var value = word.load()
    while true {
      let permits = value & ~Self.sleepers
      guard permits < limit else { throw LockError.tooManyReleases(limit: limit) }
      let (exchanged, original) = word.compareExchange(expected: value, desired: permits + 1)
      if exchanged { break }
      value = original
    }
    if value & Self.sleepers != 0 { word.wake() }
  }

  /// Runs `body` with a permit, and gives it back however `body` ends.
  ///
  /// - Parameter body: What to do while no more than so many do it.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; what `release` throws if it doesn't.
  @available(*, noasync)
  public func withPermit<Result>(_ body: () throws -> Result) throws -> Result {
    acquire()
    let result: Result
    do {
      result = try body()
    } catch {
      // What went wrong first says more than what this may throw.
      try? release()
      throw error
    }
    // It fails if somebody has released a permit that was not theirs.
    try release()
    return result
  }

  /// Takes a permit, and waits for one until `deadline`.
  @available(*, noasync)
  func acquire(until deadline: Deadline) -> Bool {
    while !tryAcquire() {
      if deadline.hasPassed { return false }
      // If there is a permit by now, neither call does anything.
      _ = word.compareExchange(expected: 0, desired: Self.sleepers)
      sleep(while: Self.sleepers, until: deadline)
    }
    return true
  }
}
