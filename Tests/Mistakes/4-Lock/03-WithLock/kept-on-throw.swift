// Mistake: The lock is given back after the body; an error jumps over that line.
// Caught by: The lock is free again after the body throws
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try lock()
    let result = try body()
    try unlock()
    return result
  }
}
