// Mistake: if in place of while: after a notify, the predicate is taken for true.
// Caught by: It waits on after each notify, until the predicate is true
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    if try predicate() { return true }
    return try wait(timeout: timeout)
  }
}
