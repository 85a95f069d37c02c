// Mistake: It sleeps in slices that know no deadline.
// Caught by: It sleeps through all of its time, the last of it, too, and no sleep is longer than that
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen, !deadline.hasPassed {
      _ = changes.waitForASlice(while: seen)
    }
    return changes.load() != seen
  }
}
