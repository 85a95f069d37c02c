// Mistake: It returns without the lock: its caller goes on as if it had it.
// Caught by: wait gives the lock back while it sleeps, and has it again when it returns
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
