// Mistake: Each sleep is taken for a whole slice of the time, also one that ends too soon.
// Caught by: The timeout is for the whole call, however often the sleep is interrupted
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return true }
    var rest = timeout
    while changes.load() == seen, rest > .zero {
      let nap = min(rest, slice)
      _ = changes.wait(while: seen, until: Deadline(after: nap))
      rest -= nap
    }
    // Looked at once more: it may have been set at the last moment.
    return changes.load() != seen
  }
}
