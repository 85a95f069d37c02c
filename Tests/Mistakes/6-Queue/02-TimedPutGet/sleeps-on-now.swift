// Mistake: It sleeps while the word is what it is now, also if the bell was rung since the look.
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
      bell.announce()
      if try lock.withLock(attempt) { return true }
      if deadline.hasPassed { return false }
      _ = bell.word.wait(while: bell.word.load(), until: deadline)
    }
  }
}
