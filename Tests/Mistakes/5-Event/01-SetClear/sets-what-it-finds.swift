// Mistake: Clearing goes on from what it finds, and so sets what another one has cleared.
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
      // If this fails, another one has set the event in between: that will do.
      _ = changes.compareExchange(expected: seen, desired: seen &+ 1)
    }
    // Also if it was set: who set it may have been killed before this line.
    changes.wake()
  }

  public func clear() {
    let seen = changes.load()
    if !seen.isMultiple(of: 2) {
      let (exchanged, original) = changes.compareExchange(expected: seen, desired: seen &+ 1)
      if !exchanged { _ = changes.compareExchange(expected: original, desired: original &+ 1) }
    }
  }
}
