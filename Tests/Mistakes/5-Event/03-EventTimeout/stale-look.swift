// Mistake: It looks whether the event is set, and then sleeps on a value that it reads later.
// Caught by: A set is not lost, however late it comes
// Verdict: failed

import Groundwork

extension SharedEvent {
  /// Waits until the event is set, but for `timeout` at the most.
  ///
  /// It also counts if the event was set and cleared again meanwhile. The timeout is for the whole
  /// call, however often the wait is interrupted. Blocks the thread, as `wait()` does.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, asks without waiting.
  /// - Returns: True if the event is set, or was set meanwhile; false if the time was over first.
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    if !changes.load().isMultiple(of: 2) { return true }
    let seen = changes.load()
    while changes.load() == seen, changes.waitForASlice(while: seen, until: deadline) {}
    return changes.load() != seen
  }
}
