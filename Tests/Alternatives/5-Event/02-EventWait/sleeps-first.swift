// Alternative: It sleeps first, and looks then.

import Groundwork

extension SharedEvent {
  /// Waits until the event is set; returns at once if it is.
  ///
  /// It also returns if the event was set and cleared again meanwhile. Waiting takes no processor
  /// time (`futex`), but blocks the thread: so it can't be called in asynchronous code.
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    if seen & 1 == 1 { return }
    repeat { _ = changes.waitForASlice(while: seen) } while changes.load() == seen
  }
}
