// Mistake: It puts one after the other: others see some of them, and who is killed has put some.
// Caught by: Nobody ever sees some of them without the others
// Verdict: failed

import Groundwork

extension SharedQueue {
  @available(*, noasync)
  public func put(contentsOf newItems: [Element]) throws {
    guard newItems.count <= capacity else {
      throw QueueError.tooMany(newItems.count, capacity: capacity)
    }
    for item in newItems { try put(item) }
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
