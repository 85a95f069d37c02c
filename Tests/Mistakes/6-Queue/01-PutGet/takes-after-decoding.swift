// Mistake: An item that can't be decoded is put back at the end, to be tried again.
// Caught by: An item that can't be decoded throws once, and the next one can be got
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
    let copy = try take(until: .never)
    do {
      return try copy.decoded(as: Element.self)
    } catch {
      try copy.withBytes { try add($0, until: .never) }
      throw error
    }
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
    let copy = try read(number)
    taken.store(number + 1)
    return copy
  }
}
