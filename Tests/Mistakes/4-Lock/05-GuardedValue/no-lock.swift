// Mistake: The copy is taken for protection enough.
// Caught by: No update is lost, wherever one of two threads is stopped
// Verdict: failed

import Groundwork

extension SharedMutex {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
    var value = content
    defer { content = value }
    return try body(&value)
  }
}
