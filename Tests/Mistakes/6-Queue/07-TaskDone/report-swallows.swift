// Mistake: What the lock throws is swallowed: the report is lost, and nobody knows.
// Caught by: Who has the queue's lock already is told so
// Verdict: failed

import Groundwork

extension JoinableQueue {
  @available(*, noasync)
  public func taskDone() throws {
    let storage = queue.storage
    var isRefused = false
    let isFinished = try? queue.lock.withLock {
      let done = storage.done.load() + 1
      isRefused = done > storage.taken.load()
      if isRefused { return false }
      storage.done.store(done)
      return done == storage.put.load()
    }
    if isRefused { throw QueueError.nothingToDo }
    if isFinished == true, finished.mayBeHeard { finished.ring() }
  }
  @available(*, noasync)
  @discardableResult
  public func join(timeout: Duration? = nil) throws -> Bool {
    let storage = queue.storage
    return try queue.wait(for: finished, until: Deadline(after: timeout)) {
      storage.done.load() == storage.put.load()
    }
  }
}
