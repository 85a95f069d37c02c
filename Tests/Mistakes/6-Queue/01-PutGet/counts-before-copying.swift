// Beginner: The item is counted as taken before it is copied.
// Caught by: An item is there by the last store, and gone by the last store
// Verdict: failed

import Groundwork

extension SharedQueue {
  @available(*, noasync)
  public func put(_ item: Element) throws {
    // Encoded before the lock is taken: that may take long, and may fail.
    try WireEncoder().withEncodedBytes(of: item) { try add($0, until: .never) }
  }

  @available(*, noasync)
  public func get() throws -> Element {
    try take(until: .never).decoded(as: Element.self)
  }
}

extension QueueStorage {
  package func append(_ bytes: UnsafeRawBufferPointer, capacity: Int) -> Bool {
    let number = put.load()
    guard number - taken.load() < capacity, write(bytes, as: number) else { return false }
    put.store(number + 1)
    return true
  }

  package func takeFirst() throws -> QueueBytes? {
    let number = taken.load()
    guard number < put.load() else { return nil }
    taken.store(number + 1)
    return try read(number)
  }
}
