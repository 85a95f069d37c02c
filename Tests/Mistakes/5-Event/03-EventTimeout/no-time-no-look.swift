// Mistake: Without time it says false, though the event is set.
// Caught by: No time, or less, asks without waiting
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
    if deadline.hasPassed { return false }
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen, changes.waitForASlice(while: seen, until: deadline) {}
    // Looked at once more: it may have been set at the last moment.
    return changes.load() != seen
  }
}
