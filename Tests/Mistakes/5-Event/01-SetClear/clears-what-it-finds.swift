// Mistake: If the compareExchange fails it goes on from what it finds, and so clears what another one has set.
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
      var seen = seen
      while true {
        let (exchanged, original) = changes.compareExchange(expected: seen, desired: seen &+ 1)
        if exchanged { break }
        seen = original
      }
    }
    // Also if it was set: who set it may have been killed before this line.
    changes.wake()
  }

  public func clear() {
    let seen = changes.load()
    if !seen.isMultiple(of: 2) {
      _ = changes.compareExchange(expected: seen, desired: seen &+ 1)
    }
  }
}
