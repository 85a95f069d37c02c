// Mistake: The timeout is ignored.
// Caught by: Nothing is there: empty is thrown, at once or after the timeout
// Verdict: failed

import Groundwork

extension SharedQueue {
  /// Puts an item, and waits while the queue is full, but for `timeout` at the most.
  ///
  /// - Parameters:
  ///   - item: Any value that can be encoded.
  ///   - timeout: How long to wait. Zero, or less, tries once.
  /// - Throws: `QueueError.full` if there was no room in time; else as `put(_:)`. Nothing was put
  ///   then.
  @available(*, noasync)
  public func put(_ item: Element, timeout: Duration) throws {
    let deadline = Deadline(after: timeout)
    try WireEncoder().withEncodedBytes(of: item) { try add($0, until: deadline) }
  }

  /// Takes an item, and waits while there is none, but for `timeout` at the most.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, tries once.
  /// - Returns: The item.
  /// - Throws: `QueueError.empty` if there was none in time; else as `get()`.
  @available(*, noasync)
  public func get(timeout: Duration) throws -> Element {
    try take(until: .never).decoded(as: Element.self)
  }

  /// Tries until something has been done, and sleeps in between, until the bell is rung.
  ///
  /// `put` and `get` wait here. Each try is made while holding the lock, also the last one, after the
  /// deadline.
  ///
  /// - Parameters:
  ///   - bell: Rung when it makes sense to try again.
  ///   - deadline: When to give up; for all the waits together.
  ///   - attempt: Tries once; says whether it is done.
  /// - Returns: Whether it was done.
  /// - Throws: What `attempt` throws.
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
