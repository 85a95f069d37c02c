// Mistake: `defer` comes before the lock is taken, and gives back what it has not.
// Caught by: If the lock can't be taken, neither of the two runs, and the lock stays as it is
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard !ThreadIdentity(rawValue: value).isAlive else { return false }
    let own = ThreadIdentity.current.rawValue
    // The dead owner can't come back, so the word is `value` only if nobody was faster.
    return word.compareExchange(expected: value, desired: own | LockWord.sleepers).exchanged
  }
  @available(*, noasync)
  public func withLock<Result>(
    repair: () -> Void, _ body: () throws -> Result
  ) throws -> Result {
    defer { try? unlock() }
    let outcome = try lock()
    if outcome == .ownerDied { repair() }
    return try body()
  }
}
