// Mistake: It repairs, too, if the body throws.
// Caught by: If the body throws, its error comes out, the lock is free, and nothing is repaired again
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
    let outcome = try lock()
    defer { try? unlock() }
    if outcome == .ownerDied { repair() }
    do {
      return try body()
    } catch {
      repair()
      throw error
    }
  }
}
