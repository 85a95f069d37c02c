// Mistake: A predicate that throws is taken for one that is false.
// Caught by: What the predicate throws comes out, and the lock is still held
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    while (try? predicate()) != true {
      guard !deadline.hasPassed else { return false }
      // A slice: whoever was woken in place of this thread may have been killed since.
      try wait(timeout: min(deadline.remaining ?? slice, slice))
    }
    return true
  }
}
