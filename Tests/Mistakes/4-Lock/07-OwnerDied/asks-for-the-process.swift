// Mistake: It asks whether the process lives, and not the thread.
// Caught by: The first thread of a process that has ended is dead, too, though its process goes on
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard !ProcessIdentity(rawValue: value).isAlive else { return false }
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
    return try body()
  }
}
