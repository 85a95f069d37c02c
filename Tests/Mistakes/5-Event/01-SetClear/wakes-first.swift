// Mistake: The sleepers are woken before the word has changed, and sleep again.
// Caught by: set changes the word first, and wakes then
// Verdict: failed

import Groundwork

extension SharedEvent {
  public var isSet: Bool { !changes.load().isMultiple(of: 2) }

  public func set() {
    changes.wake()
    let seen = changes.load()
    if seen.isMultiple(of: 2) {
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
