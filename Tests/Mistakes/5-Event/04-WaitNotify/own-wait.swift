// Mistake: It sleeps on the word without slices: if the notifier is killed before it wakes anybody, it sleeps for ever.
// Caught by: One who is between two slices doesn't take the notify of one who sleeps
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
    while notifications.load() == seen, notifications.wait(while: seen, until: deadline) {}
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
