// Alternative: Rings while it has the lock: who is woken waits for the lock, which is slower, and no more.

import Groundwork

extension JoinableQueue {
  @available(*, noasync)
  public func taskDone() throws {
    let storage = queue.storage
    try queue.lock.withLock {
      let done = storage.done.load() + 1
      guard done <= storage.taken.load() else { throw QueueError.nothingToDo }
      storage.done.store(done)
      if done == storage.put.load(), finished.mayBeHeard { finished.ring() }
    }
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
