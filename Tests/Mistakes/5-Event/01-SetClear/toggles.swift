// Mistake: set and clear count a change without looking whether there is one.
// Caught by: Setting an event twice is as setting it once, and so with clearing
// Verdict: failed

import Groundwork

extension SharedEvent {
  /// Whether the event is set.
  ///
  /// By the time the caller looks at the answer, another process may have changed it.
  public var isSet: Bool { !changes.load().isMultiple(of: 2) }

  /// Sets the event, and wakes all who wait for it, in any process (`futex`).
  ///
  /// An event that is set stays so. Never blocks.
  public func set() {
    count()
    changes.wake()
  }

  /// Clears the event: from now on, `wait` waits again.
  ///
  /// Who waited when it was set goes on all the same. An event that is clear stays so. Never blocks.
  public func clear() {
    count()
  }

  private func count() {
    while case let seen = changes.load(),
      !changes.compareExchange(expected: seen, desired: seen &+ 1).exchanged
    {}
  }
}
