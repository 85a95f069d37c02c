// Beginner: When the time is over it gives up, without a last look.
// Caught by: It looks once more after the deadline
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
      let isDone = try lock.withLock {
        if try attempt() { return true }
        // With the lock still held: who makes a change needs it, and sees then that somebody listens.
        bell.announce()
        return false
      }
      if isDone { return true }
      bell.sleep(until: deadline)
      if deadline.hasPassed { return false }
    }
  }
}
