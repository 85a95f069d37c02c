// Mistake: The timeout is ignored.
// Caught by: Nothing is there: empty is thrown, at once or after the timeout
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
    try take(until: .never).decoded(as: Element.self)
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
      if deadline.hasPassed { return false }
      bell.sleep(until: deadline)
    }
  }
}
