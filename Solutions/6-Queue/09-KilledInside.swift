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
    guard newItems.count <= capacity else {
      throw QueueError.tooMany(newItems.count, capacity: capacity)
    }
    let encoded = try newItems.map { try WireEncoder().encode($0) }
    try storage.check(encoded.reduce(0) { $0 + $1.count })
    try addNowOrLater(until: .never) { storage.append(encoded, capacity: capacity) }
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
    let first = put.load()
    let end = first + UInt64(newItems.count)
    guard end - taken.load() <= capacity else { return false }
    for (number, item) in zip(first..<end, newItems) {
      // What was written before stays there, and means nothing: `put` says what is there.
      guard item.withUnsafeBytes({ write($0, as: number) }) else { return false }
    }
    put.store(end)
    return true
  }
}
