// Mistake: Each sleep is taken for a whole slice of the time, also one that a notify ended.
// Caught by: The timeout is for the whole call, however often somebody notifies
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    var rest = timeout ?? .seconds(1_000_000)
    while try !predicate() {
      guard rest > .zero else { return false }
      // A slice: whoever was woken in place of this thread may have been killed since.
      try wait(timeout: min(rest, slice))
      rest -= slice
    }
    return true
  }
}
