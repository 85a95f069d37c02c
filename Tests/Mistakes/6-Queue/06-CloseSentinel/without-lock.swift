// Mistake: It closes the queue without the lock: who has just looked, and does not listen yet, misses it.
// Caught by: Nobody misses the close, wherever they are on their way to sleep
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var isClosed: Bool { storage.isClosed }

  @available(*, noasync)
  public func close() throws {
    storage.closed.store(1)
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
