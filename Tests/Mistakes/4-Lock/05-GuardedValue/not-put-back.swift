// Mistake: A change of the copy is taken for a change of the value.
// Caught by: The body finds the value, and what it does to it stays
// Verdict: failed

import Groundwork

extension SharedMutex {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
    try lock.withLock {
      var value = content
      return try body(&value)
    }
  }
}
