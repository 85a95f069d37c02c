// Mistake: It looks, sleeps for a millisecond, and looks again.
// Caught by: wait sleeps until the event is set
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return }
    while changes.load() == seen {
      _ = changes.wait(while: seen, until: Deadline(after: .milliseconds(1)))
    }
  }
}
