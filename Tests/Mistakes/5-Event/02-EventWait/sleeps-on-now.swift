// Mistake: It sleeps while the word has the value that it has now, not the one that was seen first.
// Caught by: A set and a clear just before the sleep are noticed, too
// Verdict: failed

import Groundwork

extension SharedEvent {
  /// Waits until the event is set; returns at once if it is.
  ///
  /// It also returns if the event was set and cleared again meanwhile. Waiting takes no processor
  /// time (`futex`), but blocks the thread: so it can't be called in asynchronous code.
  @available(*, noasync)
  public func wait() {
    while changes.load().isMultiple(of: 2) { _ = changes.waitForASlice(while: changes.load()) }
  }
}
