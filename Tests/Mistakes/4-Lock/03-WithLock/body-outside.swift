// Mistake: The body runs after the lock was given back.
// Caught by: The body runs with the lock held, and the lock is free afterwards
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try lock()
    try unlock()
    return try body()
  }
}
