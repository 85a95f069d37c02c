// Mistake: Of a dead owner the lock can be taken without care.
// Caught by: Of two that find the owner dead, one gets the lock
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard !ThreadIdentity(rawValue: value).isAlive, word.load() == value else { return false }
    word.store(ThreadIdentity.current.rawValue | LockWord.sleepers)
    return true
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
