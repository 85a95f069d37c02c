// Mistake: Every timeout fits into a C int, as milliseconds.
// Caught by: It sleeps, and one set releases all, in time
// Verdict: crashed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: .milliseconds(CInt(timeout / .milliseconds(1))))
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen, changes.waitForASlice(while: seen, until: deadline) {}
    // Looked at once more: it may have been set at the last moment.
    return changes.load() != seen
  }
}
