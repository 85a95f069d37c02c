// Mistake: A timeout is taken for a wish not to wait.
// Caught by: It sleeps, and one set releases all, in time
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    !changes.load().isMultiple(of: 2)
  }
}
