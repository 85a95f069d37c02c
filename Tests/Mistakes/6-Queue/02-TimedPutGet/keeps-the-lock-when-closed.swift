// Mistake: takes the lock by hand and gives it back only if the attempt does not throw: after
// .closed in a waiting get this thread still has the lock, and its next call throws alreadyHeld.
// Caught by: When a try throws, that comes out, and the lock is free again
// Verdict: failed
import Groundwork

extension SharedQueue {
  @available(*, noasync)
  public func put(_ item: Element, timeout: Duration) throws {
    let deadline = Deadline(after: timeout)
    try WireEncoder().withEncodedBytes(of: item) {
      try add(UnsafeRawBufferPointer($0), until: deadline)
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
      try lock.lock()
      let isDone = try attempt()
      if !isDone { bell.announce() }
      try lock.unlock()
      if isDone { return true }
      if deadline.hasPassed { return false }
      bell.sleep(until: deadline)
    }
  }
}
