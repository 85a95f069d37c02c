// Mistake: It wakes those who sleep before the queue is closed: they look, and sleep again.
// Caught by: Who looks again after the ring sees that the queue is closed
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var isClosed: Bool { storage.isClosed }

  @available(*, noasync)
  public func close() throws {
    items.ring()
    room.ring()
    // With the lock: else somebody who has looked, and not yet said that they listen, would sleep on.
    try lock.withLock { storage.closed.store(1) }
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
