// Beginner: It relies on being notified: if who should have done it was killed, it waits for ever.
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
      try wait(timeout: deadline.remaining)
    }
    return true
  }
}
