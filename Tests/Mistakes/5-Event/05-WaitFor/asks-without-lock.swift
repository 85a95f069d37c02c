// Mistake: It gives the lock back before it asks the predicate.
// Caught by: The predicate is asked only while the lock is held
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    while true {
      try lock.unlock()
      let isTrue = try predicate()
      try lock.lock()
      if isTrue || deadline.hasPassed { return isTrue }
      try wait(timeout: min(deadline.remaining ?? slice, slice))
    }
  }
}
