// Mistake: A sleep that is over is taken for the event being set.
// Caught by: Who is woken for no reason sleeps on
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
    if seen.isMultiple(of: 2) { _ = changes.wait(while: seen) }
  }
}
