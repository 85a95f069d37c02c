// Alternative: It does nothing if the queue is closed already, and rings only if somebody may listen.

import Groundwork

extension SharedQueue {
  public var isClosed: Bool { storage.isClosed }

  @available(*, noasync)
  public func close() throws {
    let isNew = try lock.withLock { storage.closed.exchange(1) == 0 }
    guard isNew else { return }
    if items.mayBeHeard { items.ring() }
    if room.mayBeHeard { room.ring() }
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
