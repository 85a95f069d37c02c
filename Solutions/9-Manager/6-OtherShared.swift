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
    if state.isFull { return isLate ? .done(false) : .notYet }
    state.append(element)
    return .done(true)
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
    if let element = state.popFirst() { return .done(element) }
    return isLate ? .done(nil) : .notYet
  }
}

/// Sets an event, or clears it.
package struct ChangeEvent: RemoteOperation {
  let isSet: Bool

  /// Sets or clears the event, and counts how often it was set while it was clear.
  package func run(on state: inout EventState) throws -> Done {
    if isSet && !state.isSet { state.timesSet += 1 }
    state.isSet = isSet
    return Done()
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
    let before = timesSetBefore ?? state.timesSet
    timesSetBefore = before
    if state.isSet || state.timesSet != before { return .done(true) }
    return isLate ? .done(false) : .notYet
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
    guard state.owner == nil else { return .notYet }
    state.owner = client
    defer { state.ownerDied = false }
    return .done(state.ownerDied)
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
    guard state.owner == client else { throw RemoteObjectError.lockNotHeld }
    state.owner = nil
    return .done(Done())
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
    if !hasBegun {
      guard state.owner == client else { throw RemoteObjectError.lockNotHeld }
      state.owner = nil
      state.waiting.append(client)
      hasBegun = true
    }
    if isLate, let place = state.waiting.firstIndex(of: client) {
      state.waiting.remove(at: place)
      wasLate = true
    }
    if state.waiting.contains(client) || state.owner != nil { return .notYet }
    state.owner = client
    return .done(!wasLate)
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
    guard state.owner == client else { throw RemoteObjectError.lockNotHeld }
    state.waiting.removeFirst(max(0, min(count, state.waiting.count)))
    return .done(Done())
  }
}
