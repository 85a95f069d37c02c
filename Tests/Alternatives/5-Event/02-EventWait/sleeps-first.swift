// Alternative: It sleeps first, and looks then.

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    if seen & 1 == 1 { return }
    repeat { _ = changes.waitForASlice(while: seen) } while changes.load() == seen
  }
}
