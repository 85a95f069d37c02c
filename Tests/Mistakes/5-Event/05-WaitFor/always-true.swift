// Mistake: When the time is over it says that the predicate is true.
// Caught by: When the time is over it returns false, with the lock
// Verdict: failed

import Groundwork

extension SharedCondition {
  /// Waits until `predicate` is true.
  ///
  /// The predicate is called while holding the lock: at first, after each `notify`, and now and then
  /// in between. So a `notify` that was lost with a killed process delays nobody for long. Blocks the
  /// thread, as `wait(timeout:)` does.
  ///
  /// - Parameters:
  ///   - predicate: What to wait for; it looks at what the lock protects.
  ///   - timeout: How long to wait at the most, for the call as a whole; nil means without end. To get
  ///     the lock again can take longer.
  /// - Returns: What the predicate said last: false if the time was over first.
  /// - Throws: `ConditionError.lockNotHeld`, and then nothing has happened; otherwise with the lock
  ///   held: what `predicate` throws, and `ConditionError.ownerDied` if another thread ended holding
  ///   the lock.
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    while try !predicate() {
      guard !deadline.hasPassed else { return true }
      // A slice: whoever was woken in place of this thread may have been killed since.
      try wait(timeout: min(deadline.remaining ?? slice, slice))
    }
    return true
  }
}
