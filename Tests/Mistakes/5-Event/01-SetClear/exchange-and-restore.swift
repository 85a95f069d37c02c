// Mistake: It exchanges the count, and stores back what was there if that was another one.
// Caught by: The count never goes back when two change the event at the same time
// Verdict: failed

import Groundwork

extension SharedEvent {
  public var isSet: Bool {
    !changes.load().isMultiple(of: 2)
  }

  public func set() {
    let seen = changes.load()
    if seen.isMultiple(of: 2) {
      let before = changes.exchange(seen &+ 1)
      if before != seen { changes.store(before) }
    }
    changes.wake()
  }

  public func clear() {
    let seen = changes.load()
    guard !seen.isMultiple(of: 2) else { return }
    _ = changes.compareExchange(expected: seen, desired: seen &+ 1)
  }
}
