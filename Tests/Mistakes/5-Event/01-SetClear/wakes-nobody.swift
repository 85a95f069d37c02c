// Mistake: The change of the word is taken for a wake-up.
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
  }

  public func clear() {
    let seen = changes.load()
    if !seen.isMultiple(of: 2) {
      _ = changes.compareExchange(expected: seen, desired: seen &+ 1)
    }
  }
}
