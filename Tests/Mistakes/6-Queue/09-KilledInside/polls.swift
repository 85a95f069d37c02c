// Mistake: It looks every two milliseconds whether there is room for all.
// Caught by: All the room can be used, and it waits until there is room for all
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
    while true {
      do {
        return try addNowOrLater(until: Deadline(after: .zero)) {
          storage.append(encoded, capacity: capacity)
        }
      } catch QueueError.full { usleep(2_000) }
    }
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
