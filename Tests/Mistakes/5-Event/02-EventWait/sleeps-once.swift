// Mistake: A sleep that is over is taken for the event being set.
// Caught by: Who is woken for no reason sleeps on
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    if seen.isMultiple(of: 2) { _ = changes.wait(while: seen) }
  }
}
