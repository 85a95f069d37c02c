// Mistake: It says that the queue is closed only once it is empty.
// Caught by: Once it is closed, every process sees that, whatever is in the queue
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var isClosed: Bool { storage.isClosed && isEmpty }

  @available(*, noasync)
  public func close() throws {
    // With the lock: else somebody who has looked, and not yet said that they listen, would sleep on.
    try lock.withLock { storage.closed.store(1) }
    items.ring()
    room.ring()
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
