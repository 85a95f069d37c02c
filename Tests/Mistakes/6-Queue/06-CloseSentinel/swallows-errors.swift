// Mistake: What the lock throws is swallowed: the caller believes that the queue is closed.
// Caught by: Who has the queue's lock can't close it, and is told so
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var isClosed: Bool {
    storage.isClosed
  }
  @available(*, noasync)
  public func close() throws {
    // With the lock: else somebody who has looked, and not yet said that they listen, would sleep on.
    try? lock.withLock { storage.closed.store(1) }
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
