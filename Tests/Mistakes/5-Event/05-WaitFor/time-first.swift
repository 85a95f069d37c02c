// Mistake: It looks at the time first, and asks the predicate then.
// Caught by: If the predicate is true, nobody waits
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    while true {
      if deadline.hasPassed { return false }
      if try predicate() { return true }
      // A slice: whoever was woken in place of this thread may have been killed since.
      try wait(timeout: min(deadline.remaining ?? slice, slice))
    }
  }
}
