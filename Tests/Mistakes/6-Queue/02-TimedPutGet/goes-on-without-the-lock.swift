// Mistake: What the lock throws is swallowed, and it waits all the same.
// Caught by: Who has the queue's lock already is told so, and waits for nothing
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
      var failure: (any Error)?
      let isDone = try? lock.withLock {
        do { if try attempt() { return true } } catch { failure = error }
        // With the lock still held: who makes a change needs it, and sees then that somebody listens.
        bell.announce()
        return false
      }
      if let failure { throw failure }
      if isDone == true { return true }
      if deadline.hasPassed { return false }
      bell.sleep(until: deadline)
    }
  }
}
