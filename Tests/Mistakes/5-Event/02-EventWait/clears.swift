// Mistake: It clears the event when it returns, as if the event were a permit for one.
// Caught by: If the event is set, wait returns at once, and leaves it set
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    var seen = changes.load()
    while seen.isMultiple(of: 2) {
      _ = changes.waitForASlice(while: seen)
      seen = changes.load()
    }
    _ = changes.compareExchange(expected: seen, desired: seen &+ 1)
  }
}
