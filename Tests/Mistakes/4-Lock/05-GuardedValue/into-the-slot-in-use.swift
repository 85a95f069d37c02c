// Mistake: It writes the result into the slot that is in use.
// Caught by: A new value is written beside the old one, and then one store puts it in its place
// Verdict: failed

import Groundwork

extension SharedMutex {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
    try lock.withLock {
      var value = content
      defer {
        selector.memory.store(value, at: Self.offset(ofSlot: selector.load()))
      }
      return try body(&value)
    }
  }
}
