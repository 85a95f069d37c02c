import Groundwork

extension SharedQueue {
  /// Puts all of `newItems`, one after the other, or none of them; waits until there is room for all.
  ///
  /// Nobody sees some of them without the others, not even if this process is killed meanwhile.
  ///
  /// - Parameter newItems: At most as many as the queue can hold. If there are none, nothing is put,
  ///   and it is left open whether a closed queue says that it is closed.
  /// - Throws: `QueueError.tooMany` if there are more than the queue can hold, `.tooLarge` with the
  ///   bytes of all if those are; else as `put(_:)`. Nothing was put then.
  @available(*, noasync)
  public func put(contentsOf newItems: [Element]) throws {
    todo("Encode all the items, and add them together, without a deadline.")
  }
}

extension QueueStorage {
  /// Adds all the items at the end, if there is room for all: called while holding the lock.
  ///
  /// They are there by one store, the last: a process that is killed before it has added nothing.
  ///
  /// - Parameters:
  ///   - newItems: The items, encoded.
  ///   - capacity: How many items there can be.
  /// - Returns: Whether there was room; else nothing has changed.
  package func append(_ newItems: [[UInt8]], capacity: Int) -> Bool {
    todo(
      "Write each item under its number, if there is room for all, and then count all as put at once."
    )
  }
}
