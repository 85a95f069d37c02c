// Mistake: It sleeps while the word has the value that it has now, not the one that was seen first.
// Caught by: A set and a clear just before the sleep are noticed, too
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    while changes.load().isMultiple(of: 2) { _ = changes.waitForASlice(while: changes.load()) }
  }
}
