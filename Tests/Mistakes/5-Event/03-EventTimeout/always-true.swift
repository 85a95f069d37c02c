// Mistake: It waits for as long as it is told, and says that the event is set.
// Caught by: It is false when the time was over first, and true once the event is set
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen, changes.waitForASlice(while: seen, until: deadline) {}
    return true
  }
}
