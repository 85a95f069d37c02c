// Mistake: A sleep that is over is taken for the end of the time.
// Caught by: Who is woken for no reason sleeps on
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
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    _ = changes.wait(while: seen, until: deadline)
    return changes.load() != seen
  }
}
