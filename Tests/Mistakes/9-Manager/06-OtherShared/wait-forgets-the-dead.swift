// Mistake: A wait that gets the lock back forgets that an owner died, and nobody is told.
// Caught by: Who gets the lock after an owner that died is told, and only the first
// Verdict: failed

import Groundwork

extension PutElement: WaitingOperation {
  package mutating func attempt(
    on state: inout QueueState<Element>, for client: Int, isLate: Bool
  ) throws -> Attempt<Bool> {
    if state.isFull { return isLate ? .done(false) : .notYet }
    state.append(element)
    return .done(true)
  }
}

extension TakeElement: WaitingOperation {
  package mutating func attempt(
    on state: inout QueueState<Element>, for client: Int, isLate: Bool
  ) throws -> Attempt<Element?> {
    if let element = state.popFirst() { return .done(element) }
    return isLate ? .done(nil) : .notYet
  }
}

extension ChangeEvent: RemoteOperation {
  package func run(on state: inout EventState) throws -> Done {
    if isSet && !state.isSet { state.timesSet += 1 }
    state.isSet = isSet
    return Done()
  }
}

extension AwaitEvent: WaitingOperation {
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
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Bool> {
    if state.owner != nil { return .notYet }
    state.owner = client
    defer { state.ownerDied = false }
    return .done(state.ownerDied)
  }
}

extension UnlockCondition: WaitingOperation {
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Done> {
    guard state.owner == client else { throw RemoteObjectError.lockNotHeld }
    state.owner = nil
    return .done(Done())
  }
}

extension AwaitNotice: WaitingOperation {
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
    state.ownerDied = false
    return .done(!wasLate)
  }
}

extension NotifyWaiters: WaitingOperation {
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Done> {
    guard state.owner == client else { throw RemoteObjectError.lockNotHeld }
    let number = max(0, min(count, state.waiting.count))
    state.notified += state.waiting.prefix(number)
    state.waiting.removeFirst(number)
    return .done(Done())
  }
}
