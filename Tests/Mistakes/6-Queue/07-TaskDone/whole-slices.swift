// Mistake: It sleeps for slices that know no deadline.
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
    repeat {
      let isDone = try queue.wait(for: finished, until: Deadline(after: .milliseconds(100))) {
        storage.done.load() == storage.put.load()
      }
      if isDone { return true }
    } while !deadline.hasPassed
    return false
  }
}
