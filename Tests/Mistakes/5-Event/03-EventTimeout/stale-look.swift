// Mistake: It looks whether the event is set, and then sleeps on a value that it reads later.
// Caught by: A set is not lost, however late it comes
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    if !changes.load().isMultiple(of: 2) { return true }
    let seen = changes.load()
    while changes.load() == seen, changes.waitForASlice(while: seen, until: deadline) {}
    return changes.load() != seen
  }
}
