// Mistake: It clears the event when it returns, as if the event were a permit for one.
// Caught by: If the event is set, wait returns at once, and leaves it set
// Verdict: failed

import Groundwork

extension SharedEvent {
  /// Waits until the event is set; returns at once if it is.
  ///
  /// It also returns if the event was set and cleared again meanwhile. Waiting takes no processor
  /// time (`futex`), but blocks the thread: so it can't be called in asynchronous code.
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
