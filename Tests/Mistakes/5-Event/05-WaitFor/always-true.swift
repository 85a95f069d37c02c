// Mistake: When the time is over it says that the predicate is true.
// Caught by: When the time is over it returns false, with the lock
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    while try !predicate() {
      guard !deadline.hasPassed else { return true }
      // A slice: whoever was woken in place of this thread may have been killed since.
      try wait(timeout: min(deadline.remaining ?? slice, slice))
    }
    return true
  }
}
