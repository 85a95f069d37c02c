// Mistake: A lock that was inherited is given back only if the body returns.
// Caught by: After the last owner's death the body runs all the same
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  @inlinable
  public func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    switch try lock() {
    case .locked:
      defer { try? unlock() }
      return try body()
    case .ownerDied:
      let result = try body()
      try? unlock()
      return result
    }
  }
}
