// Mistake: It looks with the lock, and says that it listens when it has given the lock back.
// Caught by: The last report is not missed, wherever one who joins is on the way to sleep
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
    let deadline = Deadline(after: timeout)
    while true {
      let isDone = try queue.lock.withLock { storage.done.load() == storage.put.load() }
      if isDone || deadline.hasPassed { return isDone }
      finished.announce()
      finished.sleep(until: deadline)
    }
  }
}
