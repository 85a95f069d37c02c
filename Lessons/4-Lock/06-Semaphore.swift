import Groundwork

extension SharedSemaphore {
  /// Takes a permit if there is one.
  ///
  /// Doesn't block.
  ///
  /// - Returns: Whether there was one.
  public func tryAcquire() -> Bool {
    todo("Take a permit if there is one, though others take and release at the same time.")
  }

  /// Takes a permit, and waits until there is one.
  ///
  /// A thread that waits is asleep (`futex`), and uses no processor.
  @available(*, noasync)
  public func acquire() {
    todo("Take a permit, and sleep until there is one.")
  }

  /// Takes a permit, and waits until there is one, but for `timeout` at the most.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks once.
  /// - Returns: Whether the calling thread has got a permit.
  @available(*, noasync)
  public func acquire(timeout: Duration) -> Bool {
    todo("Take a permit, and sleep until there is one, but not after the timeout.")
  }

  /// Gives a permit back, or adds one, and wakes those that wait.
  ///
  /// Doesn't block. Any thread may do it.
  ///
  /// - Throws: `LockError.tooManyReleases` if a bounded semaphore has all of its permits; then
  ///   nothing has changed.
  public func release() throws {
    todo("Give a permit back, unless all are there, and wake those that sleep.")
  }

  /// Runs `body` with a permit, and gives it back however `body` ends.
  ///
  /// - Parameter body: What to do while no more than so many do it.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; what `release` throws if it doesn't.
  @available(*, noasync)
  public func withPermit<Result>(_ body: () throws -> Result) throws -> Result {
    todo("Run body with a permit, and give it back however body ends.")
  }

  /// Takes a permit, and waits for one until `deadline`.
  @available(*, noasync)
  func acquire(until deadline: Deadline) -> Bool {
    todo("Take a permit, and sleep until there is one, but not after the deadline.")
  }
}
