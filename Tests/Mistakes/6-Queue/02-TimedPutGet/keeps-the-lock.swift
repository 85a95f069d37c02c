// Mistake: It sleeps while holding the lock, so that nobody can put anything.
// Caught by: Who waits sleeps, and takes the item that comes
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
        bell.announce()
        bell.sleep(until: deadline)
        return false
      }
      if isDone { return true }
      if deadline.hasPassed { return false }
    }
  }
}
