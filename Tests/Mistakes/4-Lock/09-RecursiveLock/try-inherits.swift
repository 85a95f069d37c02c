// Mistake: tryLock is lock(timeout: .zero), which takes a dead owner's lock and tells nobody.
// Caught by: tryLock doesn't ask whether the owner lives, and leaves a dead one's lock as it is
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
  public func tryLock() -> Bool {
    ((try? lock(timeout: .zero)) ?? nil) != nil
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
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try lock()
    defer { try? unlock() }
    return try body()
  }

  @available(*, noasync)
  func enterAgain() -> Bool {
    guard base.isHeldByCurrentThread else { return false }
    depth.store(depth.load() + 1)
    return true
  }
}
