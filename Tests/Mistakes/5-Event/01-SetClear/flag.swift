// Mistake: A flag that is 1 and 0 and 1 again: who slept meanwhile sees no difference.
// Caught by: Every change makes a new number
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
    changes.store(1)
    changes.wake()
  }

  /// Clears the event: from now on, `wait` waits again.
  ///
  /// Who waited when it was set goes on all the same. An event that is clear stays so. Never blocks.
  public func clear() {
    changes.store(0)
  }
}
