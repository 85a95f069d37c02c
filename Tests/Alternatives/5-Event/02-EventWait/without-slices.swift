// Alternative: It sleeps without slices, and relies on being woken.

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    while seen & 1 == 0, changes.load() == seen { _ = changes.wait(while: seen) }
  }
}
