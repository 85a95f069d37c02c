// Alternative: It asks at first, and then after each slice.

import Groundwork

extension SharedCondition {
  @available(*, noasync)
  @discardableResult
  public func wait(for predicate: () throws -> Bool, timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    var isTrue = try predicate()
    while !isTrue, !deadline.hasPassed {
      _ = try wait(timeout: min(deadline.remaining ?? .milliseconds(50), .milliseconds(50)))
      isTrue = try predicate()
    }
    return isTrue
  }
}
