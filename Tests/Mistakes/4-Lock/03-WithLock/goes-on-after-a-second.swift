// Mistake: It waits for a second at most, and then runs the body without the lock.
// Caught by: In many orders of their steps, and however long it takes, each body runs alone
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    _ = try lock(timeout: .seconds(1))
    defer { try? unlock() }
    return try body()
  }
}
