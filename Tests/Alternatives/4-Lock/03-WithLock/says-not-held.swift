// Alternative: Says notHeld if the body gave the lock back itself.

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try lock()
    let result: Result
    do {
      result = try body()
    } catch {
      try? unlock()
      throw error
    }
    try unlock()
    return result
  }
}
