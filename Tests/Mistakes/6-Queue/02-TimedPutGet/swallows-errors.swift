// Mistake: That the queue was closed is taken for "not now".
// Caught by: Woken for no reason, it sleeps on
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
        if (try? attempt()) == true { return true }
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
