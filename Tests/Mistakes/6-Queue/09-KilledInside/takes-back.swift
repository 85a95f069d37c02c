// Mistake: It counts each item, and takes them back if there is no room for the rest.
// Caught by: Also where it is the bytes that don't fit, none of them is put until all do
// Verdict: failed

import Groundwork

extension SharedQueue {
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
  package func append(_ newItems: [[UInt8]], capacity: Int) -> Bool {
    let first = put.load()
    let end = first + UInt64(newItems.count)
    guard end - taken.load() <= capacity else { return false }
    for (number, item) in zip(first..<end, newItems) {
      guard item.withUnsafeBytes({ write($0, as: number) }) else {
        return number > first
      }
      put.store(number + 1)
    }
    return true
  }
}
