// Alternative: The sleep is in a function of its own, which says whether somebody notified.

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let seen = notifications.load()
    let deadline = Deadline(after: timeout)
    try lock.unlock()
    let isNotified = sleepUnnotified(since: seen, until: deadline)
    if try lock.lock() == .ownerDied { throw ConditionError.ownerDied }
    return isNotified
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

  private func sleepUnnotified(since seen: UInt32, until deadline: Deadline) -> Bool {
    while notifications.load() == seen {
      guard sleep(while: seen, until: deadline) else {
        return notifications.load() != seen
      }
    }
    return true
  }
}
