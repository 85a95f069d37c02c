// Mistake: The time is counted in whole milliseconds.
// Caught by: False comes when the time is over, and not sooner
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(
      after: .milliseconds(
        timeout.components.seconds.multipliedReportingOverflow(by: 1000).partialValue
          + timeout.components.attoseconds / 1_000_000_000_000_000))
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen, changes.waitForASlice(while: seen, until: deadline) {}
    // Looked at once more: it may have been set at the last moment.
    return changes.load() != seen
  }
}
