// Mistake: counts its sleeps against "spurious" ones and returns after eight of them, so after 0.8
// s of an event that nobody sets: "being woken for no reason does not end it".
// Caught by: Who is woken for no reason sleeps on
// Verdict: failed
import Groundwork

extension SharedEvent {
  @available(*, noasync)
  public func wait() {
    let seen = changes.load()
    guard seen.isMultiple(of: 2) else { return }
    for _ in 0..<8 {
      _ = changes.waitForASlice(while: seen)
      if changes.load() != seen { return }
    }
  }
}
