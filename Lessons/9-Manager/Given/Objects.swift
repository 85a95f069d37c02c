import Groundwork
import Synchronization

/// Something that is done in the server, on the state of one object.
///
/// While it runs, nobody else sees the state. It must not block, and a crash of it is one of the
/// server: throw instead. As a `ProcessTarget`, the type must not be private, or local to a function.
///
/// ```swift
/// struct Withdraw: RemoteOperation {
///   let amount: Int
///
///   func run(on balance: inout Int) -> Bool {
///     guard amount <= balance else { return false }
///     balance -= amount
///     return true
///   }
/// }
///
/// let manager = try Manager()
/// let balance = try manager.share(100)
/// print(try balance.perform(Withdraw(amount: 30)))  // true
/// try manager.close()
/// ```
public protocol RemoteOperation<State, Result>: Codable, Sendable {
  /// What the object is in the server.
  associatedtype State: Codable & Sendable
  /// What comes back to the client.
  associatedtype Result: Codable & Sendable

  /// Does it; called in the server.
  ///
  /// - Parameter state: The object.
  /// - Returns: What the client gets.
  /// - Throws: What the client is told, as `ManagerError.failed`.
  func run(on state: inout State) throws -> Result
}

/// Something that may have to wait for others.
package protocol WaitingOperation: Codable, Sendable {
  /// What the object is in the server.
  associatedtype State: Codable & Sendable
  /// What comes back to the client.
  associatedtype Result: Codable & Sendable

  /// How long to wait; nil means without end.
  var timeout: Duration? { get }

  /// Tries; called in the server, at first, after each change of the state, and when time is over.
  ///
  /// What it keeps in itself is there at the next call.
  ///
  /// - Parameters:
  ///   - state: The object. While this runs, nobody else sees it.
  ///   - client: The number of the client that waits.
  ///   - isLate: Whether the time is over.
  /// - Returns: `.done` with the result, or `.notYet`.
  /// - Throws: What the client is told.
  mutating func attempt(
    on state: inout State, for client: Int, isLate: Bool
  ) throws -> Attempt<Result>
}

/// What came of an attempt.
package enum Attempt<Result: Sendable>: Sendable {
  /// It is over, and this is the result.
  case done(Result)
  /// Others have to do something first.
  case notYet
}

/// A state that remembers clients: who holds it, or waits for it.
protocol RemembersClients {
  /// Whether the client is remembered.
  func remembers(_ client: Int) -> Bool

  /// The client is gone, and will never do what others wait for.
  mutating func forget(_ client: Int)
}

/// Something that must know when a client is gone.
protocol ClientWatcher: Sendable {
  func clientLeft(_ client: Int)
}

/// An object in the server.
final class ManagedObject<State: Codable & Sendable>: ClientWatcher {
  private let state: Mutex<State>
  /// Changes whenever the state has changed: those who wait sleep on it.
  private let changes: SharedWord
  /// How many wait: most objects have nobody to be woken.
  private let waitingCount = Atomic(0)

  init(_ state: State, changes: SharedWord) {
    self.state = Mutex(state)
    self.changes = changes
  }

  /// Runs `body` while nobody else sees the state, and wakes those who wait for a change.
  func withState<Result: Sendable>(_ body: (inout State) throws -> Result) rethrows -> Result {
    defer { wake() }
    return try state.withLock { state in
      defer { changes.store(changes.load() &+ 1) }
      return try body(&state)
    }
  }

  private func wake() {
    // Whoever counted itself after this looks at the state after the change.
    if waitingCount.load(ordering: .relaxed) > 0 { changes.wake() }
  }

  /// Attempts the operation until it is done.
  ///
  /// The thread sleeps in slices, after each of which it looks whether its client is still there.
  func wait<Operation: WaitingOperation>(
    for operation: Operation, of client: Client
  ) throws -> Operation.Result where Operation.State == State {
    var operation = operation
    let deadline = Deadline(after: operation.timeout)
    // The first attempt may change something, and the last one does. Those between must wake nobody:
    // two who wait would wake each other for ever.
    waitingCount.add(1, ordering: .relaxed)
    defer { waitingCount.subtract(1, ordering: .relaxed) }
    var attempt = try withState { state in
      try operation.attempt(on: &state, for: client.number, isLate: deadline.hasPassed)
    }
    while true {
      if case .done(let result) = attempt { return result }
      if client.isGone { throw RemoteObjectError.clientGone }
      // Before the attempt: what changes after it wakes this thread.
      let seen = changes.load()
      let isLate = deadline.hasPassed
      attempt = try state.withLock { state in
        let attempt = try operation.attempt(on: &state, for: client.number, isLate: isLate)
        if case .done = attempt { changes.store(changes.load() &+ 1) }
        return attempt
      }
      if case .done = attempt {
        wake()
      } else {
        let slice = Duration.milliseconds(100)
        let rest = isLate ? slice : min(slice, deadline.remaining ?? slice)
        _ = changes.wait(while: seen, until: Deadline(after: rest))
      }
    }
  }

  func clientLeft(_ client: Int) {
    let isRemembered = state.withLock { state in
      (state as? any RemembersClients)?.remembers(client) ?? false
    }
    guard isRemembered else { return }
    withState { state in
      guard var remembering = state as? any RemembersClients else { return }
      remembering.forget(client)
      if let forgetting = remembering as? State { state = forgetting }
    }
  }
}
