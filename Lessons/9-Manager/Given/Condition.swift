import Groundwork

/// A condition in a manager's server, with its lock.
///
/// A copy is the same condition. Codable while a child is started or a message is sent.
///
/// ```swift
/// func serve(_ meals: RemoteValue<Int>, in kitchen: RemoteCondition) throws {
///   try kitchen.withLock { held in
///     try meals.set(meals.get() + 1)
///     try held.notify()
///   }
/// }
/// ```
public struct RemoteCondition: Sendable, Codable {
  package let object: RemoteObject<ConditionState>

  /// Takes the lock, calls `body`, and gives the lock back.
  ///
  /// Blocks while others have the lock. If one who has it ends, the next one gets it, and
  /// `body` is told by `ownerDied`.
  ///
  /// - Parameter body: What to do while nobody else has the lock.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; `ManagerError`.
  public func withLock<Result>(
    _ body: (HeldCondition) throws -> Result
  ) throws -> Result {
    // The lock belongs to a connection: so all goes through one, which no other thread uses.
    let outcome = try object.link.withConnection { connection in
      let lock = Wait(number: object.number, operation: LockCondition())
      let ownerDied = try object.link.ask(lock, through: connection)
      let held = HeldCondition(object: object, connection: connection, ownerDied: ownerDied)
      let outcome = Swift.Result { try body(held) }
      try held.perform(UnlockCondition())
      return outcome
    }
    return try outcome.get()
  }
}

/// A condition whose lock the caller has: only to be used inside of `withLock`, by its thread.
///
/// ```swift
/// func eat(_ meals: RemoteValue<Int>, in kitchen: RemoteCondition) throws {
///   try kitchen.withLock { held in
///     while try meals.get() == 0 { try held.wait() }
///     try meals.set(meals.get() - 1)
///   }
/// }
/// ```
public struct HeldCondition {
  fileprivate let object: RemoteObject<ConditionState>
  fileprivate let connection: Connection
  /// Whether the one who had the lock before ended without giving it back.
  public let ownerDied: Bool

  /// Gives the lock back, waits until somebody notifies, and takes the lock again.
  ///
  /// Others may have had the lock before: look again at what was waited for.
  ///
  /// - Parameter timeout: How long to wait for a `notify` at the most; nil means without end. To get
  ///   the lock again can take longer.
  /// - Returns: Whether somebody notified; false if the time was over first.
  /// - Throws: `ManagerError`.
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Bool {
    try perform(AwaitNotice(timeout: timeout))
  }

  /// Wakes the first `count` of those who wait, or all of them if there are fewer.
  ///
  /// They go on one after the other, when the caller has given the lock back.
  ///
  /// - Parameter count: How many shall go on; zero, or less, wakes nobody.
  /// - Throws: `ManagerError`.
  public func notify(_ count: Int = 1) throws {
    try perform(NotifyWaiters(count: count))
  }

  /// Wakes all who wait.
  ///
  /// - Throws: `ManagerError`.
  public func notifyAll() throws {
    try notify(.max)
  }

  @discardableResult
  fileprivate func perform<Operation: WaitingOperation>(
    _ operation: Operation
  ) throws -> Operation.Result where Operation.State == ConditionState {
    try object.link.translatingErrors {
      let wait = Wait(number: object.number, operation: operation)
      return try object.link.ask(wait, through: connection)
    }
  }
}

/// What a remote condition is in the server.
package struct ConditionState: Codable, Sendable {
  /// The client that has the lock.
  package var owner: Int?
  /// Whether the last owner ended without giving the lock back, and nobody was told yet.
  package var ownerDied = false
  /// The clients that wait for a notice, in the order in which they came.
  package var waiting: [Int] = []
  /// Those who got their notice, and wait for the lock.
  package var notified: [Int] = []

  /// Makes a condition whose lock is free.
  package init() {}
}

extension ConditionState: RemembersClients {
  /// Whether the client has the lock, or waits for a notice or for the lock after that.
  package func remembers(_ client: Int) -> Bool {
    owner == client || waiting.contains(client) || notified.contains(client)
  }
}
