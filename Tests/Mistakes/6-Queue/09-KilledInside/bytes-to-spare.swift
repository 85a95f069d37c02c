// Mistake: As many bytes as there is room for are refused.
// Caught by: As many bytes as the queue can hold are put at once
// Verdict: failed

import Groundwork

extension SharedQueue {
  @available(*, noasync)
  public func put(contentsOf newItems: [Element]) throws {
    guard newItems.count <= capacity else {
      throw QueueError.tooMany(newItems.count, capacity: capacity)
    }
    let encoded = try newItems.map { try WireEncoder().encode($0) }
    try storage.check(encoded.reduce(newItems.isEmpty ? 0 : 1) { $0 + $1.count })
    try addNowOrLater(until: .never) { storage.append(encoded, capacity: capacity) }
  }
}

extension QueueStorage {
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
