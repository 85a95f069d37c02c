// Beginner: It counts first, and takes it back if it was one too many.
// Caught by: At no moment is a report counted that is refused
// Verdict: failed

import Groundwork

extension JoinableQueue {
  @available(*, noasync)
  public func taskDone() throws {
    let storage = queue.storage
    let isFinished = try queue.lock.withLock {
      let done = storage.done.load() + 1
      storage.done.store(done)
      guard done <= storage.taken.load() else {
        storage.done.store(done - 1)
        throw QueueError.nothingToDo
      }
      return done == storage.put.load()
    }
    if isFinished, finished.mayBeHeard { finished.ring() }
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
