// Mistake: The loop takes an empty queue for the end.
// Caught by: A loop takes every item, in order, and ends when the queue is closed and empty
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var isClosed: Bool { storage.isClosed }

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
      return try queue.get(timeout: .zero)
    } catch QueueError.empty, QueueError.closed {
      return nil
    } catch {
      fatalError("The next item of a queue can't be got: \(error)")
    }
  }
}
