import Groundwork

/// A place to wait for a change of what a lock protects, until somebody notifies of it.
///
/// Codable while a child is started or a message is sent; a copy is the same condition, not another
/// one. Nobody counts who waits. So a process that is killed while it waits takes no `notify` away
/// from the others.
public struct SharedCondition: Sendable, Codable {
  /// The lock that protects what is waited for: `wait` and `notify` are called while holding it.
  public let lock: SharedLock

  /// How often somebody notified; who waits sleeps on it.
  ///
  /// - Changed only while the lock is held, and only by adding one. So for one who has the lock it
  ///   stands still.
  /// - Who waits saw a number before giving the lock back. Any other one means that somebody
  ///   notified since.
  /// - Whoever changes it wakes some of those who sleep on it. The kernel knows which of them live.
  package let notifications: SharedWord

  /// Makes a condition for what `lock` protects.
  ///
  /// - Parameter lock: The lock; several conditions can have the same one.
  /// - Throws: `SystemError`, if there is no memory.
  public init(lock: SharedLock) throws {
    self.lock = lock
    notifications = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
  }

  /// Makes a condition with a lock of its own.
  ///
  /// - Throws: `SystemError`, if there is no memory.
  public init() throws {
    try self.init(lock: SharedLock())
  }

  /// The condition for what `lock` protects, in the `byteCount` bytes of `memory` at `offset`, a
  /// multiple of four.
  ///
  /// Zeroed memory is a condition that nobody waits for.
  package init(lock: SharedLock, in memory: SharedMemory, at offset: Int) {
    self.lock = lock
    notifications = SharedWord(in: memory, at: offset)
  }

  /// How many bytes of memory a condition takes, without its lock.
  package static var byteCount: Int { 4 }
}

/// What can go wrong with a `SharedCondition`.
public enum ConditionError: Error, Hashable, CustomStringConvertible {
  /// The calling thread does not hold the condition's lock.
  case lockNotHeld
  /// The calling thread has waited and has the lock again, from a thread that ended holding it.
  ///
  /// What the lock protects may be half changed. One thread is told.
  case ownerDied

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .lockNotHeld:
      """
      The calling thread doesn't hold the condition's lock: take the lock, look whether there is \
      something to wait for or to tell, and then call wait or notify
      """
    case .ownerDied:
      """
      A thread ended while it held the condition's lock, and what the lock protects may be half \
      changed: the calling thread has the lock now, so put that right, and wait again
      """
    }
  }
}
