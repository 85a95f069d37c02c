import Groundwork

extension SharedQueue {
  /// Whether the queue was closed, by any process.
  public var isClosed: Bool {
    storage.isClosed
  }

  /// Closes the queue for all processes: no more items can be put, and those that are there can still
  /// be got.
  ///
  /// All who wait go on: those in `put`, and when no item is left those in `get`, throw
  /// `QueueError.closed`. Closing again is harmless.
  ///
  /// - Throws: What the lock throws.
  @available(*, noasync)
  public func close() throws {
    // With the lock: else somebody who has looked, and not yet said that they listen, would sleep on.
    try lock.withLock { storage.closed.store(1) }
    items.ring()
    room.ring()
  }
}

extension SharedQueue.Iterator {
  /// Takes the next item, and waits while there is none.
  ///
  /// A `for` loop can't throw: an item that can't be decoded is a fatal error. Where that can happen,
  /// call `get` in a loop.
  ///
  /// - Returns: The item; nil if the queue is closed and no item is left.
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
