// Mistake: It waits first, and looks then whether the event was set at the start.
// Caught by: It is false when the time was over first, and true once the event is set
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    let seen = changes.load()
    while changes.load() == seen, changes.waitForASlice(while: seen, until: deadline) {}
    guard seen.isMultiple(of: 2) else { return true }
    // Looked at once more: it may have been set at the last moment.
    return changes.load() != seen
  }
}
