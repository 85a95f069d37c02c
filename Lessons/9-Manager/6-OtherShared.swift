import Groundwork

/// Puts an element into a queue.
package struct PutElement<Element: Codable & Sendable>: WaitingOperation {
  let element: Element
  package let timeout: Duration?

  /// Puts the element behind the others, once there is room.
  ///
  /// The result is whether it did; false if the time was over first.
  package mutating func attempt(
    on state: inout QueueState<Element>, for client: Int, isLate: Bool
  ) throws -> Attempt<Bool> {
    todo("Put the element if there is room; else not yet, or false if it is late.")
  }
}

/// Takes an element from a queue.
package struct TakeElement<Element: Codable & Sendable>: WaitingOperation {
  package let timeout: Duration?

  /// Takes the element that was put first, once there is one.
  ///
  /// The result is the element; nil if the time was over first.
  package mutating func attempt(
    on state: inout QueueState<Element>, for client: Int, isLate: Bool
  ) throws -> Attempt<Element?> {
    todo("Take the first element if there is one; else not yet, or nil if it is late.")
  }
}

/// Sets an event, or clears it.
package struct ChangeEvent: RemoteOperation {
  let isSet: Bool

  /// Sets or clears the event, and counts how often it was set while it was clear.
  package func run(on state: inout EventState) throws -> Done {
    todo("Set or clear the event, and count how often it was set while it was clear.")
  }
}

/// Waits for an event.
package struct AwaitEvent: WaitingOperation {
  package let timeout: Duration?
  /// What `timesSet` was at the first attempt; nil before.
  package var timesSetBefore: Int?

  /// Is over when the event is set, or was set since the first attempt, even if it is clear again.
  ///
  /// The result is true; false if the time was over first.
  package mutating func attempt(
    on state: inout EventState, for client: Int, isLate: Bool
  ) throws -> Attempt<Bool> {
    todo("Be done if the event is set, or was set since the first attempt.")
  }
}

/// Takes a condition's lock.
package struct LockCondition: WaitingOperation {
  package var timeout: Duration? { nil }

  /// Makes the client the owner, once there is none.
  ///
  /// The result is `ownerDied`, which is false after that: one is told.
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Bool> {
    todo("Make the client the owner if there is none, and tell whether the last one died.")
  }
}

/// Gives a condition's lock back.
package struct UnlockCondition: WaitingOperation {
  package var timeout: Duration? { nil }

  /// Leaves the condition without an owner.
  ///
  /// - Throws: `RemoteObjectError.lockNotHeld` if the client is not the owner.
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Done> {
    todo("Take the owner away, or throw if it is another one.")
  }
}

/// Waits for a notice.
package struct AwaitNotice: WaitingOperation {
  package let timeout: Duration?
  /// Whether the lock was given back, which the first attempt does.
  package var hasBegun = false
  /// Whether the time was over before the notice came.
  package var wasLate = false

  /// Gives the lock back, and takes it again after a notice, or when the time is over.
  ///
  /// The first attempt lines up in `waiting`, at the end; `notify` takes the client out of there. Who
  /// is late leaves the line. Then the lock is taken, once it is free.
  ///
  /// The result is whether there was a notice.
  ///
  /// - Throws: `RemoteObjectError.lockNotHeld` if the client is not the owner at first.
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Bool> {
    todo("Give the lock back and line up; take the lock again after a notice, or when it is late.")
  }
}

/// Wakes some of those who wait for a notice.
package struct NotifyWaiters: WaitingOperation {
  let count: Int
  package var timeout: Duration? { nil }

  /// Takes the first `count` out of `waiting`.
  ///
  /// - Throws: `RemoteObjectError.lockNotHeld` if the client is not the owner.
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Done> {
    todo("Take the first ones out of the line.")
  }
}
