// Mistake: A sleep that is over is taken for the end of the time.
// Caught by: Who is woken for no reason sleeps on
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    _ = changes.wait(while: seen, until: deadline)
    return changes.load() != seen
  }
}
