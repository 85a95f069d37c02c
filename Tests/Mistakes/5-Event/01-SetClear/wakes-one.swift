// Mistake: One of those who wait is woken, as if the event were a lock.
// Caught by: set wakes all who sleep, and clear wakes nobody
// Verdict: failed

import Groundwork

extension SharedEvent {
  public var isSet: Bool { !changes.load().isMultiple(of: 2) }

  public func set() {
    let seen = changes.load()
    if seen.isMultiple(of: 2) {
      // If this fails, another one has set the event in between: that will do.
      _ = changes.compareExchange(expected: seen, desired: seen &+ 1)
    }
    // Also if it was set: who set it may have been killed before this line.
    changes.wake(1)
  }

  public func clear() {
    let seen = changes.load()
    if !seen.isMultiple(of: 2) {
      _ = changes.compareExchange(expected: seen, desired: seen &+ 1)
    }
  }
}
