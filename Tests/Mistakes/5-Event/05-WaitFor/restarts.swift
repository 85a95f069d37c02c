// Mistake: After each notify it begins with the whole timeout again.
// Caught by: The timeout is for the whole call, however often somebody notifies
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    while try !predicate() {
      let deadline = Deadline(after: timeout)
      while try !wait(timeout: min(deadline.remaining ?? slice, slice)), try !predicate() {
        guard !deadline.hasPassed else { return false }
      }
    }
    return true
  }
}
