// Mistake: It always sleeps for a whole slice, also if less is left.
// Caught by: No sleep is longer than the time that is left
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
      try wait(timeout: slice)
    }
    return true
  }
}
