// Mistake: It looks, sleeps for a millisecond, and looks again.
// Caught by: It sleeps, and one set releases all, in time
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen, !deadline.hasPassed {
      _ = changes.wait(while: seen, until: Deadline(after: .milliseconds(1)))
    }
    return changes.load() != seen
  }
}
