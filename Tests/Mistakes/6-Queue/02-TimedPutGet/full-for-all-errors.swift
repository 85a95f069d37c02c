// Mistake: put(_:timeout:) says .full for each QueueError, so that a closed queue or an item that
// is too large looks as if one had only to wait: "else as put(_:)" promises .closed and .tooLarge.
// Caught by: What put throws at once it throws with a timeout, too, and not full
// Verdict: failed
import Groundwork

extension SharedQueue {
  @available(*, noasync)
  public func put(_ item: Element, timeout: Duration) throws {
    let bytes = try WireEncoder().encode(item)
    let deadline = Deadline(after: timeout)
    do {
      try bytes.withUnsafeBytes { try add($0, until: deadline) }
    } catch is QueueError {
      throw QueueError.full
    }
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
        return false
      }
      if isDone { return true }
      if deadline.hasPassed { return false }
      bell.sleep(until: deadline)
    }
  }
}
