// Mistake: To wake nobody counts as a notify.
// Caught by: Nobody is woken by notify(0), and no notify is kept for later
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    // Before unlock: whoever notifies needs the lock, so that nobody has since.
    let seen = notifications.load()
    try lock.unlock()
    while notifications.load() == seen, sleep(while: seen, until: deadline) {}
    guard try lock.lock() == .locked else { throw ConditionError.ownerDied }
    return notifications.load() != seen
  }

  @available(*, noasync)
  public func notify(_ count: Int = 1) throws {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    notifications.store(notifications.load() &+ 1)
    guard count > 0 else { return }
    wake(count)
  }

  @available(*, noasync)
  public func notifyAll() throws {
    try notify(.max)
  }
}
