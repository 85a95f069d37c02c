// Mistake: It looks whether the event is set, and then sleeps on a value that it reads later.
// Caught by: A set is not lost, however late it comes
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    if !changes.load().isMultiple(of: 2) { return }
    let seen = changes.load()
    while changes.load() == seen { _ = changes.waitForASlice(while: seen) }
  }
}
