// Alternative: It sleeps without slices, and looks at the time by itself.

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait(timeout: Duration) -> Bool {
    let deadline = Deadline(after: timeout)
    let seen = changes.load()
    if seen & 1 == 1 { return true }
    while changes.load() == seen {
      if deadline.hasPassed { return false }
      _ = changes.wait(while: seen, until: deadline)
    }
    return true
  }
}
