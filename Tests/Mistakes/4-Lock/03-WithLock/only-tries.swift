// Mistake: A lock that could not be taken is no reason to wait.
// Caught by: Nobody else gets in meanwhile
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    let isTaken = tryLock()
    defer { if isTaken { try? unlock() } }
    return try body()
  }
}
