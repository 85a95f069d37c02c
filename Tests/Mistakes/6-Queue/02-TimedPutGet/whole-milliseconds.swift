// Mistake: The timeout is cut down to whole milliseconds.
// Caught by: It doesn't give up too soon
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
    let (seconds, attoseconds) = timeout.components
    let milliseconds = Duration.milliseconds(attoseconds / 1_000_000_000_000_000)
    return try take(until: Deadline(after: .seconds(seconds) + milliseconds))
      .decoded(as: Element.self)
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
