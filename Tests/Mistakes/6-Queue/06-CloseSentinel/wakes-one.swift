// Mistake: It wakes one of those who sleep, as if there were an item for one.
// Caught by: All four consumers that wait go on when the queue is closed
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var isClosed: Bool { storage.isClosed }

  @available(*, noasync)
  public func close() throws {
    // With the lock: else somebody who has looked, and not yet said that they listen, would sleep on.
    try lock.withLock { storage.closed.store(1) }
    items.word.wake(1)
    room.word.wake(1)
  }
}

extension SharedQueue.Iterator {
  public mutating func next() -> Element? {
    do {
      return try queue.get()
    } catch QueueError.closed {
      return nil
    } catch {
      fatalError("The next item of a queue can't be got: \(error)")
    }
  }
}
