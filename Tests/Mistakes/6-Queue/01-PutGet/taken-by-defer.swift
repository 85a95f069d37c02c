// Mistake: It counts the item as taken also if it could not be copied.
// Caught by: Without memory for the copy takeFirst throws, and the item is still there
// Verdict: failed

import Groundwork

extension SharedQueue {
  @available(*, noasync)
  public func put(_ item: Element) throws {
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
    defer { taken.store(number + 1) }
    return try read(number)
  }
}
