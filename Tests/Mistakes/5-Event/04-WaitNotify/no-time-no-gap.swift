// Mistake: with a timeout of zero, or less, it returns false without giving the lock back: a thread
// that waits for the lock never gets it from one who calls wait(timeout: .zero) in a loop ("Gives
// the lock back").
// Caught by: Also who has no time gives the lock back, and takes it again
// Verdict: failed
import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    if let timeout, timeout <= .zero { return false }
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
  public func notifyAll() throws { try notify(.max) }
}
