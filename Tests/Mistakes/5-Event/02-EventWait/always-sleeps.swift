// Mistake: It sleeps until the next change, even if the event is set.
// Caught by: If the event is set, wait returns at once, and leaves it set
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    while changes.load() == seen { _ = changes.waitForASlice(while: seen) }
  }
}
