// Mistake: notifyAll wakes by notifications.wake, not by the given wake: one between two slices of
// its sleep takes the new number for the one to sleep on, and is never woken: "A notify reaches one
// who is between two slices".
// Caught by: A notify reaches one who is between two slices of its sleep
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
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    notifications.store(notifications.load() &+ 1)
    notifications.wake()
  }
}
