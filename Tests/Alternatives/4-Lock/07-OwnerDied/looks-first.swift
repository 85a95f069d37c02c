// Alternative: It looks whether the word has changed before it asks the system.

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    guard word.load() == value, !ThreadIdentity(rawValue: value).isAlive else { return false }
    let desired = ThreadIdentity.current.rawValue | LockWord.sleepers
    return word.compareExchange(expected: value, desired: desired) == (true, value)
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
