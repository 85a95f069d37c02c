// Beginner: The loop takes an item that can't be decoded for the end, and hides that it is lost.
// Caught by: A loop does not take an item that can't be decoded for the end
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
    try? queue.get()
  }
}
