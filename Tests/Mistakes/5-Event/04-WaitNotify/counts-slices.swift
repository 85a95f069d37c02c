// Mistake: Each sleep is taken for a whole slice of the time, also one that ends too soon.
// Caught by: One who is between two slices doesn't take the notify of one who sleeps
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    // Before unlock: whoever notifies needs the lock, so that nobody has since.
    let seen = notifications.load()
    try lock.unlock()
    var rest = timeout ?? .seconds(1_000_000)
    while notifications.load() == seen, rest > .zero {
      let nap = min(rest, slice)
      _ = sleep(while: seen, until: Deadline(after: nap))
      rest -= nap
    }
    guard try lock.lock() == .locked else { throw ConditionError.ownerDied }
    return notifications.load() != seen
  }

  @available(*, noasync)
  public func notify(_ count: Int = 1) throws {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    guard count > 0 else { return }
    notifications.store(notifications.load() &+ 1)
    wake(count)
  }

  @available(*, noasync)
  public func notifyAll() throws {
    try notify(.max)
  }
}
