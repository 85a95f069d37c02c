// Mistake: At first it looks without the lock, at one number after the other.
// Caught by: join looks at both numbers while the lock is held: they belong to one moment
// Verdict: failed

import Groundwork

extension JoinableQueue {
  @available(*, noasync)
  public func taskDone() throws {
    let storage = queue.storage
    let isFinished = try queue.lock.withLock {
      let done = storage.done.load() + 1
      guard done <= storage.taken.load() else { throw QueueError.nothingToDo }
      storage.done.store(done)
      return done == storage.put.load()
    }
    if isFinished, finished.mayBeHeard { finished.ring() }
  }

  @available(*, noasync)
  @discardableResult
  public func join(timeout: Duration? = nil) throws -> Bool {
    let storage = queue.storage
    let put = storage.put.load()
    if storage.done.load() == put { return true }
    return try queue.wait(for: finished, until: Deadline(after: timeout)) {
      storage.done.load() == storage.put.load()
    }
  }
}
