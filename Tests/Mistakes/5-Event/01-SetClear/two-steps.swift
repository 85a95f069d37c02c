// Mistake: The look at the word and its change are two steps, and another process comes in between.
// Caught by: The count never goes back when two change the event at the same time
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
    let seen = changes.load()
    if seen.isMultiple(of: 2) { changes.store(seen &+ 1) }
    changes.wake()
  }

  /// Clears the event: from now on, `wait` waits again.
  ///
  /// Who waited when it was set goes on all the same. An event that is clear stays so. Never blocks.
  public func clear() {
    let seen = changes.load()
    if !seen.isMultiple(of: 2) { changes.store(seen &+ 1) }
  }
}
