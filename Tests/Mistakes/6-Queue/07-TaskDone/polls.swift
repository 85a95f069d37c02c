// Mistake: join looks every two milliseconds.
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
    if isFinished, finished.mayBeHeard { finished.ring() }
  }
  @available(*, noasync)
  @discardableResult
  public func join(timeout: Duration? = nil) throws -> Bool {
    let storage = queue.storage
    let deadline = Deadline(after: timeout)
    while try queue.lock.withLock({ storage.done.load() != storage.put.load() }) {
      if deadline.hasPassed { return false }
      usleep(2_000)
    }
    return true
  }
}
