// Mistake: The outermost withLock gives the lock back, whatever the count says.
// Caught by: withLock can be nested, and gives back on return and on throw
// Verdict: failed

import Groundwork

extension SharedRecursiveLock {
  @available(*, noasync)
  @discardableResult
  public func lock() throws -> LockOutcome {
    if enterAgain() { return .locked }
    let outcome = try base.lock()
    depth.store(1)
    return outcome
  }

  @available(*, noasync)
  public func lock(timeout: Duration) throws -> LockOutcome? {
    if enterAgain() { return .locked }
    guard let outcome = try base.lock(timeout: timeout) else { return nil }
    depth.store(1)
    return outcome
  }

  @available(*, noasync)
  public func unlock() throws {
    guard base.isHeldByCurrentThread else { throw LockError.notHeld }
    let rest = depth.load() - 1
    depth.store(rest)
    if rest == 0 { try base.unlock() }
  }

  @available(*, noasync)
  func enterAgain() -> Bool {
    guard base.isHeldByCurrentThread else { return false }
    depth.store(depth.load() + 1)
    return true
  }

  @available(*, noasync)
  public func tryLock() -> Bool {
    if enterAgain() { return true }
    guard base.tryLock() else { return false }
    depth.store(1)
    return true
  }

  @available(*, noasync)
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    if enterAgain() {
      defer { try? unlock() }
      return try body()
    }
    return try base.withLock {
      depth.store(1)
      return try body()
    }
  }
}
