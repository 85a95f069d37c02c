// Beginner: After an error the value is not put back.
// Caught by: What the body changed before it threw is kept, and the lock is free
// Verdict: failed

import Groundwork

extension SharedMutex {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
    try lock.withLock {
      var value = content
      let result = try body(&value)
      content = value
      return result
    }
  }
}
