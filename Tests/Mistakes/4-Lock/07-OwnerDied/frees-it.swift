// Mistake: The dead owner's lock is freed, so that somebody can take it: nobody is told.
// Caught by: The lock of a killed owner goes to the next one, who is told
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    if !ThreadIdentity(rawValue: value).isAlive {
      _ = word.compareExchange(expected: value, desired: LockWord.free)
      word.lowerHalf.wake()
    }
    return false
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
