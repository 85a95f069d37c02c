// Mistake: It looks at the count after it gave the lock back: a notify in between is lost.
// Caught by: A notify is not lost, whenever it comes after the lock was given back
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    try lock.unlock()
    let seen = notifications.load()
    while notifications.load() == seen, sleep(while: seen, until: deadline) {}
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
