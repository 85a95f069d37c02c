// Beginner: The look at the word and its change are two steps, and another process comes in between.
// Caught by: The count never goes back when two change the event at the same time
// Verdict: failed

import Groundwork

extension SharedEvent {
  public var isSet: Bool { !changes.load().isMultiple(of: 2) }

  public func set() {
    let seen = changes.load()
    if seen.isMultiple(of: 2) { changes.store(seen &+ 1) }
    changes.wake()
  }

  public func clear() {
    let seen = changes.load()
    if !seen.isMultiple(of: 2) { changes.store(seen &+ 1) }
  }
}
