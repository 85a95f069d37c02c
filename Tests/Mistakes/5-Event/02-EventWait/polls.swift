// Mistake: It looks, sleeps for a millisecond, and looks again.
// Caught by: wait sleeps until the event is set
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
    guard seen.isMultiple(of: 2) else { return }
    while changes.load() == seen {
      _ = changes.wait(while: seen, until: Deadline(after: .milliseconds(1)))
    }
  }
}
