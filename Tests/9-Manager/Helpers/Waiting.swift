import Grading
import Groundwork
import Testing

// What the tests of waiting operations do, and the children that wait.

extension Attempt {
  /// What it came to, if it is over.
  var result: Result? {
    if case .done(let result) = self { result } else { nil }
  }

  var isNotYet: Bool { result == nil }
}

func lock(_ state: inout ConditionState, for client: Int) throws {
  var lock = LockCondition()
  let isLocked = try !lock.attempt(on: &state, for: client, isLate: false).isNotYet
  #expect(isLocked && state.owner == client, "the lock was free")
}

func unlock(_ state: inout ConditionState, for client: Int) throws {
  var unlock = UnlockCondition()
  let isUnlocked = try !unlock.attempt(on: &state, for: client, isLate: false).isNotYet
  #expect(isUnlocked && state.owner == nil, "the client had the lock")
}

/// Sets an event, and clears it.
func pulse(_ state: inout EventState) throws {
  _ = try ChangeEvent(isSet: true).run(on: &state)
  _ = try ChangeEvent(isSet: false).run(on: &state)
}

/// Looks that an operation is refused to a client that does not have the lock.
func expectRefusal<Operation: WaitingOperation>(
  of operation: Operation, on state: inout ConditionState, for client: Int
) throws where Operation.State == ConditionState {
  var operation = operation
  let owner = state.owner.map { "client \($0) has it" } ?? "nobody has it"
  #expect(
    throws: RemoteObjectError.lockNotHeld,
    "\(Operation.self): client \(client) does not have the lock, \(owner)"
  ) { _ = try operation.attempt(on: &state, for: client, isLate: false) }
}

/// A client that waits for a notice: it had the lock, and stands in the line now.
func linedUp(on state: inout ConditionState, for client: Int) throws -> AwaitNotice {
  var wait = AwaitNotice(timeout: nil)
  try lock(&state, for: client)
  let first = try wait.attempt(on: &state, for: client, isLate: false)
  #expect(first.isNotYet && state.owner == nil, "wait gives the lock back")
  return wait
}

/// Negates a value, and all elements of an array.
struct Negate: ProcessTarget {
  let value: RemoteValue<Double>
  let array: RemoteArray<Int>

  func run() throws {
    try value.set(-(try value.get()))
    for (index, element) in try array.contents.enumerated() {
      try array.set(at: index, to: -element)
    }
  }
}

/// Takes numbers and puts their squares, until a 0 comes.
struct Square: ProcessTarget {
  let tasks: RemoteQueue<Int>
  let results: RemoteQueue<Int>

  func run() throws {
    while let number = try tasks.get(), number != 0 { try results.put(number * number) }
  }
}

/// Waits until it may go.
struct WaitForTurn: ProcessTarget {
  let condition: RemoteCondition
  let line: RemoteList<String>
  let number: Int

  func run() throws {
    try condition.withLock { held in
      try line.append("\(number) waits")
      while try !line.contents.contains("go") { try held.wait() }
      try line.append("\(number) went")
    }
  }
}
