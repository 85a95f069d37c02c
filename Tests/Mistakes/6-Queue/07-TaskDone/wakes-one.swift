// Mistake: It wakes one of those who join.
// Caught by: Three processes that join all go on after the last report
// Verdict: failed

import Groundwork

extension JoinableQueue {
  /// Reports that the work on one item that was got is done.
  ///
  /// When it is the last one, all who wait in `join` go on. Any process may report.
  ///
  /// - Throws: `QueueError.nothingToDo` if there were more reports than items were got; then nothing
  ///   has changed. What the lock throws.
  @available(*, noasync)
  public func taskDone() throws {
    let storage = queue.storage
    let isFinished = try queue.lock.withLock {
      let done = storage.done.load() + 1
      guard done <= storage.taken.load() else { throw QueueError.nothingToDo }
      storage.done.store(done)
      return done == storage.put.load()
    }
    if isFinished { finished.word.wake(1) }
  }

  /// Waits until every item that was put has been got and reported as done, but for `timeout` at the
  /// most.
  ///
  /// Returns at once if nothing was put. An item whose worker was killed is never done.
  ///
  /// - Parameter timeout: How long to wait; nil means without end.
  /// - Returns: Whether all was done; false if the time was over first.
  /// - Throws: What the lock throws.
  @available(*, noasync)
  @discardableResult
  public func join(timeout: Duration? = nil) throws -> Bool {
    let storage = queue.storage
    return try queue.wait(for: finished, until: Deadline(after: timeout)) {
      storage.done.load() == storage.put.load()
    }
  }
}
