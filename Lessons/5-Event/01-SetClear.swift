import Groundwork

extension SharedEvent {
  /// Whether the event is set.
  ///
  /// By the time the caller looks at the answer, another process may have changed it.
  public var isSet: Bool {
    todo("Tell from the count of changes whether the event is set.")
  }

  /// Sets the event, and wakes all who wait for it, in any process (`futex`).
  ///
  /// An event that is set stays so. Never blocks.
  public func set() {
    todo("Count one change if the event is clear, and wake all who sleep.")
  }

  /// Clears the event: from now on, `wait` waits again.
  ///
  /// Who waited when it was set goes on all the same. An event that is clear stays so. Never blocks.
  public func clear() {
    todo("Count one change if the event is set.")
  }
}
