// Mistake: A value whose last user died is taken for one that can't be used.
// Caught by: After a death in a body, the next one finds the value as it was, and goes on
// Verdict: failed

import Groundwork

extension SharedMutex {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
    guard try lock.lock() == .locked else { throw LockError.notHeld }
    try lock.unlock()
    return try lock.withLock {
      var value = content
      defer { content = value }
      return try body(&value)
    }
  }
}
