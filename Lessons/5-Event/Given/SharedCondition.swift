import Groundwork

/// A place to wait for a change of what a lock protects, until somebody notifies of it.
///
/// Codable while a child is started or a message is sent; a copy is the same condition, not another
/// one. Nobody counts who waits. So a process that is killed in its sleep takes no later `notify`
/// away from the others.
///
/// ```swift
/// struct Cook: ProcessTarget {
///   let kitchen: SharedCondition
///   let meals: SharedValue<Int>
///
///   func run() throws {
///     try kitchen.lock.withLock {
///       meals.value += 1
///       try kitchen.notify()
///     }
///   }
/// }
///
/// let cook = Cook(kitchen: try SharedCondition(), meals: try SharedValue(0))
/// let child = ChildProcess(cook)
/// try child.start()
/// try cook.kitchen.lock.withLock {
///   try cook.kitchen.wait(for: { cook.meals.value > 0 })
///   cook.meals.value -= 1
/// }
/// try child.join()
/// ```
public struct SharedCondition: Sendable, Codable {
  /// The lock that protects what is waited for: `wait` and `notify` are called while holding it.
  public let lock: SharedLock

  /// How often somebody notified; who waits sleeps on it.
  ///
  /// - Changed only while the lock is held, and only by adding one. So for one who has the lock it
  ///   stands still. (One `notify` may add two: see `wake`.)
  /// - Who waits saw a number before giving the lock back. Any other one means that somebody
  ///   notified since.
  /// - Whoever changes it wakes some of those who sleep on it. The kernel knows which of them live.
  package let notifications: SharedWord

  /// The last number of `notifications` for which there were not enough sleepers to wake.
  ///
  /// - Changed only while the lock is held.
  /// - It is for those who are between two slices of their sleep at that moment: see `sleep`.
  package let missed: SharedWord

  /// Makes a condition for what `lock` protects.
  ///
  /// - Parameter lock: The lock; several conditions can have the same one.
  /// - Throws: `SystemError`, if there is no memory.
  public init(lock: SharedLock) throws {
    self.init(lock: lock, in: try SharedMemory(byteCount: Self.byteCount), at: 0)
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
    missed = SharedWord(in: memory, at: offset + 4)
  }

  /// How many bytes of memory a condition takes, without its lock.
  package static var byteCount: Int { 8 }

  /// Sleeps while nobody has notified this thread, as `notifications.wait(while: seen)` does.
  ///
  /// May return early, as any wait: look at the number again. It sleeps in slices, and so goes on, too,
  /// if the one who notified was killed before it woke anybody. The end of a slice alone is no reason to
  /// go on, not even with another number: that may have been for another thread.
  ///
  /// - Parameters:
  ///   - seen: The number before the lock was given back.
  ///   - deadline: When to wake up in any case.
  /// - Returns: False once the deadline has passed; true otherwise.
  package func sleep(while seen: UInt32, until deadline: Deadline) -> Bool {
    var number = seen
    while true {
      let end = deadline.limited(to: slice)
      // Also if the number has changed just before: who is about to sleep may go on.
      if notifications.wait(while: number, until: end) { return true }
      if deadline.hasPassed { return false }
      let now = notifications.load()
      // Whoever notified in between could not wake this thread, which did not sleep.
      if Int32(bitPattern: missed.load() &- seen) > 0 { return true }
      if now != seen, isOwnerDead { return true }
      number = now
    }
  }

  /// Wakes `count` of those who sleep: called after `notifications` was changed, with the lock held.
  package func wake(_ count: Int) {
    if notifications.wake(count) == count { return }
    // All who slept are awake. Others may be between two slices, with one more step to do before they
    // sleep on the number that they saw last: so it must be another one by then.
    let number = notifications.load() &+ 1
    missed.store(number)
    notifications.store(number)
    notifications.wake()
  }

  /// Whether the lock belongs to a thread that has ended.
  private var isOwnerDead: Bool {
    let owner = LockWord.owner(of: lock.word.load())
    return owner != LockWord.free && !ThreadIdentity(rawValue: owner).isAlive
  }
}

/// What can go wrong with a `SharedCondition`.
public enum ConditionError: Error, Hashable, CustomStringConvertible {
  /// The calling thread does not hold the condition's lock.
  case lockNotHeld
  /// The calling thread has waited and has the lock again, from a thread that ended holding it.
  ///
  /// What the lock protects may be half changed, and some of those who were notified may not have been
  /// woken. One thread is told: it puts that right, and calls `notifyAll`.
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
      changed: the calling thread has the lock now, so put that right, call notifyAll, and wait again
      """
    }
  }
}
