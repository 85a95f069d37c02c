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
    // Not `while !isSet`: the event may be set and cleared again before this thread gets to look.
    while changes.load() == seen { _ = changes.waitForASlice(while: seen) }
  }
}
