// Mistake: What may be half changed is repaired each time, to be sure.
// Caught by: repair runs before the body, and only after a death
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
    try lock()
    defer { try? unlock() }
    repair()
    return try body()
  }
}
