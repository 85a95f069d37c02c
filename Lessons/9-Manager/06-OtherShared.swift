import Groundwork

extension PutElement: WaitingOperation {
  /// Puts the element behind the others, once there is room.
  ///
  /// The result is whether it did; false if the time was over first.
  package mutating func attempt(
    on state: inout QueueState<Element>, for client: Int, isLate: Bool
  ) throws -> Attempt<Bool> {
    todo("Put the element if there is room; else not yet, or false if it is late.")
  }
}

extension TakeElement: WaitingOperation {
  /// Takes the element that was put first, once there is one.
  ///
  /// The result is the element; nil if the time was over first.
  package mutating func attempt(
    on state: inout QueueState<Element>, for client: Int, isLate: Bool
  ) throws -> Attempt<Element?> {
    todo("Take the first element if there is one; else not yet, or nil if it is late.")
  }
}

extension ChangeEvent: RemoteOperation {
  /// Sets or clears the event, and counts how often it was set while it was clear.
  package func run(on state: inout EventState) throws -> Done {
    todo("Set or clear the event, and count how often it was set while it was clear.")
  }
}

extension AwaitEvent: WaitingOperation {
  /// Is over when the event is set, or was set since the first attempt, even if it is clear again.
  ///
  /// The result is true; false if the time was over first.
  package mutating func attempt(
    on state: inout EventState, for client: Int, isLate: Bool
  ) throws -> Attempt<Bool> {
    todo("Be done if the event is set, or was set since the first attempt.")
  }
}

extension LockCondition: WaitingOperation {
  /// Makes the client the owner, once there is none.
  ///
  /// The result is `ownerDied`, which is false after that: one is told.
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Bool> {
    todo("Make the client the owner if there is none, and tell whether the last one died.")
  }
}

extension UnlockCondition: WaitingOperation {
  /// Leaves the condition without an owner.
  ///
  /// - Throws: `RemoteObjectError.lockNotHeld` if the client is not the owner.
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Done> {
    todo("Take the owner away, or throw if it is another one.")
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
    todo("Give the lock back and line up; take the lock again after a notice, or when it is late.")
  }
}

extension NotifyWaiters: WaitingOperation {
  /// Moves the first `count` of `waiting`, or all if there are fewer, to `notified`.
  ///
  /// - Throws: `RemoteObjectError.lockNotHeld` if the client is not the owner.
  package mutating func attempt(
    on state: inout ConditionState, for client: Int, isLate: Bool
  ) throws -> Attempt<Done> {
    todo("Move the first ones from the line to those who are notified.")
  }
}
