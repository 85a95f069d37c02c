// Mistake: A sleep that says that the time is over is taken at its word.
// Caught by: An event that is set at the last moment is not missed
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen {
      guard changes.waitForASlice(while: seen, until: deadline) else { return false }
    }
    return true
  }
}
