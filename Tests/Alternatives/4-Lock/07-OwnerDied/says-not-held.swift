// Alternative: Says notHeld if the body gave the lock back itself.

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
    if try lock() == .ownerDied { repair() }
    let outcome = Swift.Result<Result, any Error> { try body() }
    if case .failure = outcome {
      try? unlock()
    } else {
      try unlock()
    }
    return try outcome.get()
  }
}
