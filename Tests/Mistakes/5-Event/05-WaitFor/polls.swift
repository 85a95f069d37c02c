// Mistake: It sleeps for a millisecond at a time, and so takes the lock a thousand times a second.
// Caught by: It does not poll
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
      try wait(timeout: .milliseconds(1))
    }
    return true
  }
}
