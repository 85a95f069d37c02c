// Alternative: It tries until it has made the change itself, or finds it made.

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
    change(from: 0)
    // Even if it was set: who set it may have been killed before this line.
    changes.wake()
  }

  /// Clears the event: from now on, `wait` waits again.
  ///
  /// Who waited when it was set goes on all the same. An event that is clear stays so. Never blocks.
  public func clear() {
    change(from: 1)
  }

  /// Counts a change if the count is even, or odd, as `remainder` says.
  private func change(from remainder: UInt32) {
    var seen = changes.load()
    while seen % 2 == remainder {
      let (exchanged, original) = changes.compareExchange(expected: seen, desired: seen &+ 1)
      if exchanged { return }
      seen = original
    }
  }
}
