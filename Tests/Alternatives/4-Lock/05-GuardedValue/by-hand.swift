// Alternative: Lock and unlock are called by hand.

import Groundwork

extension SharedMutex {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
    try lock.lock()
    defer { try? lock.unlock() }
    var value = content
    defer { content = value }
    return try body(&value)
  }
}
