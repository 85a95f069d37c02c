// Mistake: A lock whose owner died is taken for one that can't be had.
// Caught by: After the last owner's death the body runs all the same
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    guard try lock() == .locked else { throw LockError.notHeld }
    // It can't fail, unless `body` gave the lock back itself.
    defer { try? unlock() }
    return try body()
  }
}
