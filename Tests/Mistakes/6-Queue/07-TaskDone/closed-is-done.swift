// Mistake: It takes a queue that is closed for one whose items are done.
// Caught by: A closed queue is not done: what was got before is still to be reported
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
    return try queue.wait(for: finished, until: Deadline(after: timeout)) {
      storage.isClosed || storage.done.load() == storage.put.load()
    }
  }
}
