// Mistake: set and clear count a change without looking whether there is one.
// Caught by: Setting an event twice is as setting it once, and so with clearing
// Verdict: failed

import Groundwork

extension SharedEvent {
  public var isSet: Bool { !changes.load().isMultiple(of: 2) }

  public func set() {
    count()
    changes.wake()
  }

  public func clear() {
    count()
  }

  private func count() {
    while case let seen = changes.load(),
      !changes.compareExchange(expected: seen, desired: seen &+ 1).exchanged
    {}
  }
}
