// Mistake: It announces that it listens when it has given the lock back, and the item has come in between.
// Caught by: No item is missed, whenever it comes
// Verdict: failed

import Groundwork

extension SharedQueue {
  @available(*, noasync)
  public func put(_ item: Element, timeout: Duration) throws {
    let deadline = Deadline(after: timeout)
    try WireEncoder().withEncodedBytes(of: item) { try add($0, until: deadline) }
  }

  @available(*, noasync)
  public func get(timeout: Duration) throws -> Element {
    try take(until: Deadline(after: timeout)).decoded(as: Element.self)
  }

  @available(*, noasync)
  package func wait(
    for bell: Bell, until deadline: Deadline, _ attempt: () throws -> Bool
  ) throws -> Bool {
    while true {
      if try lock.withLock(attempt) { return true }
      if deadline.hasPassed { return false }
      bell.announce()
      bell.sleep(until: deadline)
    }
  }
}
