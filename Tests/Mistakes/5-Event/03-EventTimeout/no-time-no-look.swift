// Mistake: Without time it says false, though the event is set.
// Caught by: No time, or less, asks without waiting
// Verdict: failed

import Groundwork

extension SharedEvent {
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
