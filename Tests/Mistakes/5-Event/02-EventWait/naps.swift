// Mistake: It looks, sleeps for a fortieth of a second, and looks again.
// Caught by: wait sleeps until the event is set
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return }
    // Not `while !isSet`: the event may be set and cleared again before this thread gets to look.
    while changes.load() == seen { usleep(25_000) }
  }
}
