// Mistake: It takes the lock again only after a notify, and not when the time is over.
// Caught by: When the time is over it returns false, and has the lock again
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    let seen = notifications.load()
    try lock.unlock()
    while notifications.load() == seen {
      guard sleep(while: seen, until: deadline) else { return false }
    }
    guard try lock.lock() == .locked else { throw ConditionError.ownerDied }
    return true
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
