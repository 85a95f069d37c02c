// Mistake: Whether to repair is decided by a look at the owner before the wait.
// Caught by: repair runs also if the owner dies while withLock waits for it
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard !ThreadIdentity(rawValue: value).isAlive else { return false }
    let own = ThreadIdentity.current.rawValue
    return word.compareExchange(expected: value, desired: own | LockWord.sleepers).exchanged
  }

  @available(*, noasync)
  public func withLock<Result>(
    repair: () -> Void, _ body: () throws -> Result
  ) throws -> Result {
    let owner = LockWord.owner(of: word.load())
    let isOrphan = owner != 0 && !ThreadIdentity(rawValue: owner).isAlive
    return try withLock {
      if isOrphan { repair() }
      return try body()
    }
  }
}
