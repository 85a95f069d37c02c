// Mistake: It looks at the capacity of the layout, and not at the one that it is given.
// Caught by: append says whether there was room, and takeFirst whether there was an item
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
    guard number - taken.load() < layout.capacity, write(bytes, as: number) else { return false }
    put.store(number + 1)
    return true
  }

  package func takeFirst() throws -> QueueBytes? {
    let number = taken.load()
    guard number < put.load() else { return nil }
    let bytes = try read(number)
    taken.store(number + 1)
    return bytes
  }
}
