// Mistake: The item that was put last is got first, as from a stack.
// Caught by: What was put first is got first
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
    let end = put.load()
    guard taken.load() < end else { return nil }
    let copy = try read(end - 1)
    put.store(end - 1)
    return copy
  }
}
