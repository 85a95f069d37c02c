// Mistake: Each sleep gets the whole timeout, so that a wait which is woken again and again never ends.
// Caught by: The timeout is for the whole call, however often the sleep is interrupted
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen {
      guard changes.wait(while: seen, until: Deadline(after: timeout)) else { return false }
    }
    return true
  }
}
