// Mistake: A process whose number answers to kill is taken to be alive: so does a zombie.
// Caught by: A zombie is dead: nobody needs to have waited for it
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard kill(pid_t(value & 0x3F_FFFF), 0) == -1 else { return false }
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
