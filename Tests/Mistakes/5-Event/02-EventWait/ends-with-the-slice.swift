// Mistake: takes the end of the first slice for the end of the wait and returns after a tenth of a
// second though nobody has set the event: "Waits until the event is set".
// Caught by: wait sleeps until the event is set
// Verdict: failed
import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return }
    while changes.load() == seen {
      guard changes.wait(while: seen, until: Deadline(after: slice)) else { return }
    }
  }
}
