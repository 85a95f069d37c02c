// Beginner: It looks whether the event is set now, and misses that it was set and cleared.
// Caught by: An event that is set and cleared at once releases those who waited
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    while case let seen = changes.load(), seen.isMultiple(of: 2) {
      _ = changes.waitForASlice(while: seen)
    }
  }
}
