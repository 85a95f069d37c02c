// Mistake: It waits on when it is told that a thread died with the lock.
// Caught by: If a thread died with the lock, it has the lock and says so
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    while try !predicate() {
      guard !deadline.hasPassed else { return false }
      // A slice: whoever was woken in place of this thread may have been killed since.
      _ = try? wait(timeout: min(deadline.remaining ?? slice, slice))
    }
    return true
  }
}
