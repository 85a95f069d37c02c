// Mistake: The word is exchanged from what it is now, and not from what the thread slept on.
// Caught by: What has changed since the thread fell asleep is not taken over
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard !ThreadIdentity(rawValue: value).isAlive else { return false }
    let own = ThreadIdentity.current.rawValue
    // The dead owner can't come back, so the word is `value` only if nobody was faster.
    return word.compareExchange(expected: word.load(), desired: own | LockWord.sleepers).exchanged
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
