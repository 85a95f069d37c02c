// Mistake: It looks whether the event is set, and then sleeps on a value that it reads later.
// Caught by: A set is not lost, however late it comes
// Verdict: failed

import Groundwork

extension SharedEvent {
  /// Waits until the event is set; returns at once if it is.
  ///
  /// It also returns if the event was set and cleared again meanwhile. Waiting takes no processor
  /// time (`futex`), but blocks the thread: so it can't be called in asynchronous code.
  @available(*, noasync)
  public func wait() {
    if !changes.load().isMultiple(of: 2) { return }
    let seen = changes.load()
    while changes.load() == seen { _ = changes.waitForASlice(while: seen) }
  }
}
