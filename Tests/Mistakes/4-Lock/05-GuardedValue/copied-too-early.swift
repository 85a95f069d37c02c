// Mistake: The value is read before the lock is taken.
// Caught by: No update is lost, wherever one of two threads is stopped
// Verdict: failed

import Groundwork

extension SharedMutex {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
    var value = content
    return try lock.withLock {
      defer { content = value }
      return try body(&value)
    }
  }
}
