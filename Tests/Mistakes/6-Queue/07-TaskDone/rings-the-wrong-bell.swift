// Mistake: It rings the bell of those who get.
// Caught by: join waits until the last report, not until the queue is empty
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
    if isFinished { queue.items.ring() }
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
