// Mistake: The milliseconds are put into a number that is too small for a month.
// Caught by: A month, a hundred years and the longest time there is are as good as for ever
// Verdict: crashed

import Groundwork

extension SharedQueue {
  @available(*, noasync)
  public func put(_ item: Element, timeout: Duration) throws {
    let deadline = Deadline(after: .milliseconds(Int32(timeout / .milliseconds(1))))
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
      if deadline.hasPassed { return false }
      bell.sleep(until: deadline)
    }
  }
}
