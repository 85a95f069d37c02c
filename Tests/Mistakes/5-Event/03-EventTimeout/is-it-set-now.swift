// Beginner: It says whether the event is set now, and not whether it was set meanwhile.
// Caught by: An event that is set and cleared at once was set in time
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen, changes.waitForASlice(while: seen, until: deadline) {}
    // Looked at once more: it may have been set at the last moment.
    return !changes.load().isMultiple(of: 2)
  }
}
