// Mistake: Each sleep gets the whole timeout, so that a wait which is woken again and again never ends.
// Caught by: The timeout is for the whole call, however often the sleep is interrupted
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
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen {
      guard changes.wait(while: seen, until: Deadline(after: timeout)) else { return false }
    }
    return true
  }
}
