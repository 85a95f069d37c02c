// Mistake: Only a greater number means that the event was set: the count never begins again.
// Caught by: An event that is set and cleared at once releases those who waited
// Verdict: failed

import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return }
    // Not `while !isSet`: the event may be set and cleared again before this thread gets to look.
    while changes.load() <= seen { _ = changes.waitForASlice(while: seen) }
  }
}
