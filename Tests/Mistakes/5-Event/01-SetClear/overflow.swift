// Mistake: The count is added to with +, which traps after 4,294,967,295 changes.
// Caught by: Every change makes a new number
// Verdict: crashed

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
    if seen.isMultiple(of: 2) {
      // If this fails, another one has set the event in between: that will do.
      _ = changes.compareExchange(expected: seen, desired: seen + 1)
    }
    // Also if it was set: who set it may have been killed before this line.
    changes.wake()
  }

  /// Clears the event: from now on, `wait` waits again.
  ///
  /// Who waited when it was set goes on all the same. An event that is clear stays so. Never blocks.
  public func clear() {
    let seen = changes.load()
    if !seen.isMultiple(of: 2) {
      _ = changes.compareExchange(expected: seen, desired: seen + 1)
    }
  }
}
