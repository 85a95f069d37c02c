// Mistake: It asks the predicate before it looks whether the caller has the lock.
// Caught by: Without the lock it throws, and doesn't ask the predicate
// Verdict: failed

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    let deadline = Deadline(after: timeout)
    while try !predicate() {
      guard !deadline.hasPassed else { return false }
      try wait(timeout: min(deadline.remaining ?? slice, slice))
    }
    return true
  }
}
