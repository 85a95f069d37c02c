// Mistake: It sleeps with the lock, so that nobody can change what it waits for.
// Caught by: wait gives the lock back while it sleeps, and has it again when it returns
// Verdict: failed

import Groundwork

extension SharedCondition {
  /// Gives the lock back, waits until somebody notifies, and takes the lock again.
  ///
  /// A `notify` that comes after the lock was given back counts. By the time the lock is taken again,
  /// others may have had it: look again at what was waited for (`wait(for:timeout:)` does). Blocks
  /// the thread without using the processor (`futex`).
  ///
  /// - Parameter timeout: How long to wait for a `notify` at the most; nil means without end. To get
  ///   the lock again can take longer.
  /// - Returns: Whether somebody notified; false if the time was over first.
  /// - Throws: `ConditionError.lockNotHeld`, and then nothing has happened; `ConditionError.ownerDied`,
  ///   and then the thread has the lock, if another one ended holding it.
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Bool {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    let deadline = Deadline(after: timeout)
    let seen = notifications.load()
    while notifications.load() == seen, notifications.wait(while: seen, until: deadline) {}
    return notifications.load() != seen
  }

  /// Wakes `count` of those who wait, or all of them if there are fewer.
  ///
  /// Exactly so many if all are asleep; one who is about to sleep may go on in addition. They go on
  /// when the caller has given the lock back. Never blocks (`futex`).
  ///
  /// - Parameter count: How many shall go on; zero, or less, wakes nobody.
  /// - Throws: `ConditionError.lockNotHeld`, and then nobody was woken.
  @available(*, noasync)
  public func notify(_ count: Int = 1) throws {
    guard lock.isHeldByCurrentThread else { throw ConditionError.lockNotHeld }
    guard count > 0 else { return }
    notifications.store(notifications.load() &+ 1)
    notifications.wake(count)
  }

  /// Wakes all who wait.
  ///
  /// They go on one after the other, when the caller has given the lock back. Never blocks.
  ///
  /// - Throws: `ConditionError.lockNotHeld`, and then nobody was woken.
  @available(*, noasync)
  public func notifyAll() throws {
    try notify(.max)
  }
}
