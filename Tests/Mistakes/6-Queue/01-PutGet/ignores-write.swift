// Mistake: That there was no room for the bytes is ignored.
// Caught by: Without room for the bytes nothing is added, and an item that never fits is refused
// Verdict: failed

import Groundwork

extension SharedQueue {
  /// Puts an item at the end of the line, and waits while the queue is full.
  ///
  /// The item is copied: what is done to it later, others don't see. When this returns, the item is
  /// there, even if this process ends at once. It must not contain handles such as a `Connection` or
  /// another queue: those can only be given to a child at its start, or sent through a `Connection`.
  ///
  /// - Parameter item: Any value that can be encoded.
  /// - Throws: What the item's `encode(to:)` throws, `EncodingError` for a handle;
  ///   `QueueError.closed`, `.tooLarge`. Nothing was put then.
  @available(*, noasync)
  public func put(_ item: Element) throws {
    // Encoded before the lock is taken: that may take long, and may fail.
    try WireEncoder().withEncodedBytes(of: item) { try add($0, until: .never) }
  }

  /// Takes the item at the head of the line, and waits while there is none.
  ///
  /// - Returns: The item; nobody else gets it.
  /// - Throws: `QueueError.closed` if the queue is closed and no item is left; `DecodingError` if the
  ///   item can't be decoded: it is lost then, and the next one can be got.
  @available(*, noasync)
  public func get() throws -> Element {
    try take(until: .never).decoded(as: Element.self)
  }
}

extension QueueStorage {
  /// Adds an item at the end, if there is room: called while holding the lock.
  ///
  /// The item is there by one store, the last: a process that is killed before it has added nothing.
  ///
  /// - Parameters:
  ///   - bytes: The item, encoded.
  ///   - capacity: How many items there can be.
  /// - Returns: Whether there was room; else nothing has changed.
  package func append(_ bytes: UnsafeRawBufferPointer, capacity: Int) -> Bool {
    let number = put.load()
    guard number - taken.load() < capacity else { return false }
    _ = write(bytes, as: number)
    put.store(number + 1)
    return true
  }

  /// Takes the first item, if there is one: called while holding the lock.
  ///
  /// It is gone by one store, the last: a process that is killed before it has taken nothing.
  ///
  /// - Returns: A copy of the item's bytes; nil if there is no item.
  /// - Throws: `SystemError` if there is no memory for the copy; then nothing has changed.
  package func takeFirst() throws -> QueueBytes? {
    let number = taken.load()
    guard number < put.load() else { return nil }
    let copy = try read(number)
    taken.store(number + 1)
    return copy
  }
}
