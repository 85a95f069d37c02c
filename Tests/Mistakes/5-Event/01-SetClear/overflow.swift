// Mistake: The count is added to with +, which traps after 4,294,967,295 changes.
// Caught by: Every change makes a new number
// Verdict: crashed

import Groundwork

extension SharedEvent {
  public var isSet: Bool { !changes.load().isMultiple(of: 2) }

  public func set() {
    let seen = changes.load()
    if seen.isMultiple(of: 2) {
      // If this fails, another one has set the event in between: that will do.
      _ = changes.compareExchange(expected: seen, desired: seen + 1)
    }
    // Also if it was set: who set it may have been killed before this line.
    changes.wake()
  }

  public func clear() {
    let seen = changes.load()
    if !seen.isMultiple(of: 2) {
      _ = changes.compareExchange(expected: seen, desired: seen + 1)
    }
  }
}
