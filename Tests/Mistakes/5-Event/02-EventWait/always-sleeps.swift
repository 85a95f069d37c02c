// Mistake: It sleeps until the next change, even if the event is set.
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
    let seen = changes.load()
    while changes.load() == seen { _ = changes.waitForASlice(while: seen) }
  }
}
