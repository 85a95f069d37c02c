// Mistake: If the body gave the lock back itself, it takes the lock once more in order to give it back.
// Caught by: A body that gives the lock back itself does no harm
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try lock()
    defer {
      if (try? unlock()) == nil {
        _ = try? lock()
        try? unlock()
      }
    }
    return try body()
  }
}
