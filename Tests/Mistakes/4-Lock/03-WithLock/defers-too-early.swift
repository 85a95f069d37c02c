// Beginner: The lock is given back, whether or not it was taken.
// Caught by: If the lock can't be taken, the body doesn't run, and the lock stays as it is
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    defer { try? unlock() }
    try lock()
    return try body()
  }
}
