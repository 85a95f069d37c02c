// Mistake: When a sleep ends with the time, it does not ask any more.
// Caught by: A predicate that is true at the last moment counts
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    while try !predicate() {
      if deadline.hasPassed { return false }
      try wait(timeout: min(deadline.remaining ?? slice, slice))
      if deadline.hasPassed { return false }
    }
    return true
  }
}
