// Mistake: The new owner takes itself for the only one that waited.
// Caught by: The new owner knows that others may sleep
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard !ThreadIdentity(rawValue: value).isAlive else { return false }
    let own = ThreadIdentity.current.rawValue
    return word.compareExchange(expected: value, desired: own).exchanged
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
