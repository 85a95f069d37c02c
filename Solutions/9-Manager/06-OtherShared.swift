import Groundwork

extension PutElement: WaitingOperation {
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

extension TakeElement: WaitingOperation {
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

extension ChangeEvent: RemoteOperation {
  /// Sets or clears the event, and counts how often it was set while it was clear.
  package func run(on state: inout EventState) throws -> Done {
    if isSet && !state.isSet { state.timesSet += 1 }
    state.isSet = isSet
    return Done()
  }
}

extension AwaitEvent: WaitingOperation {
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

extension LockCondition: WaitingOperation {
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

extension UnlockCondition: WaitingOperation {
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

extension AwaitNotice: WaitingOperation {
  /// Gives the lock back, and takes it again after a notice, or when the time is over.
  ///
  /// The first attempt lines up in `waiting`, at the end; `notify` moves the client to `notified`. Who
  /// is late leaves the line. Then the lock is taken, once it is free; `ownerDied` stays as it is.
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
    state.notified.removeAll { $0 == client }
    return .done(!wasLate)
  }
}

extension NotifyWaiters: WaitingOperation {
  /// Moves the first `count` of `waiting`, or all if there are fewer, to `notified`.
  ///
  /// - Throws: `RemoteObjectError.lockNotHeld` if the client is not the owner.
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Done> {
    guard state.owner == client else { throw RemoteObjectError.lockNotHeld }
    let lucky = state.waiting.prefix(max(0, count))
    state.waiting.removeFirst(lucky.count)
    state.notified += lucky
    return .done(Done())
  }
}
