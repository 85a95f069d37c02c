// Mistake: Each sleep of join has the whole timeout.
// Caught by: However often it is woken for nothing, join waits until its deadline, and no longer
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
      let isDone = try queue.lock.withLock {
        if storage.done.load() == storage.put.load() { return true }
        finished.announce()
        return false
      }
      if isDone || deadline.hasPassed { return isDone }
      finished.sleep(until: Deadline(after: timeout))
    }
  }
}
