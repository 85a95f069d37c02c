// Mistake: It reads and writes the number without the lock: two reports count as one.
// Caught by: Two processes that report at the same time are both counted
// Verdict: failed

import Groundwork

extension JoinableQueue {
  @available(*, noasync)
  public func taskDone() throws {
    let storage = queue.storage
    let done = storage.done.load() + 1
    guard done <= storage.taken.load() else { throw QueueError.nothingToDo }
    storage.done.store(done)
    if done == storage.put.load(), finished.mayBeHeard { finished.ring() }
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
