// Mistake: More reports than items are counted, and hide lost work later.
// Caught by: More reports than items that were got are refused, and change nothing
// Verdict: failed

import Groundwork

extension JoinableQueue {
  @available(*, noasync)
  public func taskDone() throws {
    let storage = queue.storage
    let isFinished = try queue.lock.withLock {
      let done = storage.done.load() + 1
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
      storage.done.load() == storage.put.load()
    }
  }
}
