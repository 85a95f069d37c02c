// Mistake: It looks again and again without sleeping.
// Caught by: wait sleeps until the event is set
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    while changes.load().isMultiple(of: 2) {}
  }
}
