// Mistake: With a timeout it sleeps for all of it, and relies on being notified.
// Caught by: A notify that was lost with a killed process delays nobody for long
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
      try wait(timeout: deadline.remaining ?? slice)
    }
    return true
  }
}
