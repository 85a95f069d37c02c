// Mistake: An error of lock() is dropped, and the body runs without the lock.
// Caught by: If the lock can't be taken, the body doesn't run, and the lock stays as it is
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    _ = try? lock()
    defer { try? unlock() }
    return try body()
  }
}
