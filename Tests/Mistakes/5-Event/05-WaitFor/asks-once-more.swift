// Mistake: It asks the predicate once more after a notify, and gives up then.
// Caught by: It waits on after each notify, until the predicate is true
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    if try predicate() { return true }
    try wait(timeout: timeout)
    return try predicate()
  }
}
