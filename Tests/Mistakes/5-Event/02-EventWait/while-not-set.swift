// Mistake: It looks whether the event is set now, and misses that it was set and cleared.
// Caught by: An event that is set and cleared at once releases those who waited
// Verdict: failed

import Groundwork

extension SharedEvent {
  /// Waits until the event is set; returns at once if it is.
  ///
  /// It also returns if the event was set and cleared again meanwhile. Waiting takes no processor
  /// time (`futex`), but blocks the thread: so it can't be called in asynchronous code.
  @available(*, noasync)
  public func wait() {
    while case let seen = changes.load(), seen.isMultiple(of: 2) {
      _ = changes.waitForASlice(while: seen)
    }
  }
}
