// Mistake: It asks the predicate a second time after it was true.
// Caught by: Once the predicate has been true, it is not asked again
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    while try !predicate(), !deadline.hasPassed {
      try wait(timeout: min(slice, deadline.remaining ?? slice))
    }
    return try predicate()
  }
}
