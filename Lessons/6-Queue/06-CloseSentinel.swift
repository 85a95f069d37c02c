import Groundwork

extension SharedQueue {
  /// Whether the queue was closed, by any process.
  public var isClosed: Bool {
    todo("Say whether the queue was closed.")
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
    todo("Close the queue, so that nobody misses it, and let all who wait look again.")
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
    todo("Get the next item, or say that there will be none.")
  }
}
