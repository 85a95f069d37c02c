// Mistake: Giving back is taken for something that never fails.
// Caught by: A body that gives the lock back itself does no harm
// Verdict: crashed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try lock()
    defer {
      do { try unlock() } catch { fatalError("\(error)") }
    }
    return try body()
  }
}
