// Mistake: It looks in a loop for the last ten milliseconds, to be punctual.
// Caught by: It sleeps through all of its time, the last of it, too, and no sleep is longer than that
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    while changes.load() == seen {
      guard let remaining = deadline.remaining, remaining <= .milliseconds(10) else {
        let early = deadline.remaining.map { Deadline(after: $0 - .milliseconds(10)) }
        _ = changes.waitForASlice(while: seen, until: early ?? .never)
        continue
      }
      if remaining == .zero { break }
    }
    return changes.load() != seen
  }
}
