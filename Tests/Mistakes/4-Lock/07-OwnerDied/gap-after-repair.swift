// Mistake: It gives the lock back after the repair, and takes it again for the body.
// Caught by: Between repair and body the lock is not given back
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard !ThreadIdentity(rawValue: value).isAlive else { return false }
    return word.compareExchange(
      expected: value, desired: ThreadIdentity.current.rawValue | LockWord.sleepers
    ).exchanged
  }

  @available(*, noasync)
  public func withLock<Result>(
    repair: () -> Void, _ body: () throws -> Result
  ) throws -> Result {
    if try lock() == .ownerDied { repair() }
    try? unlock()
    return try withLock(body)
  }
}
