// Mistake: An owner that keeps the lock for a whole slice is taken for dead.
// Caught by: An owner that is stopped, and not dead, keeps the lock
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    let own = ThreadIdentity.current.rawValue
    return word.compareExchange(expected: value, desired: own | LockWord.sleepers).exchanged
  }

  @available(*, noasync)
  public func withLock<Result>(
    repair: () -> Void, _ body: () throws -> Result
  ) throws -> Result {
    let outcome = try lock()
    defer { try? unlock() }
    if outcome == .ownerDied { repair() }
    return try body()
  }
}
