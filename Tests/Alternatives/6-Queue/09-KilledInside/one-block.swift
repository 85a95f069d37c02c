// Alternative: It encodes into one array, and writes by slices of it.

import Groundwork

extension SharedQueue {
  @available(*, noasync)
  public func put(contentsOf newItems: [Element]) throws {
    guard newItems.count <= capacity else {
      throw QueueError.tooMany(newItems.count, capacity: capacity)
    }
    if newItems.isEmpty { return }
    let encoded = try newItems.map { try WireEncoder().encode($0) }
    var total = 0
    for item in encoded { total += item.count }
    try storage.check(total)
    try addNowOrLater(until: .never) { storage.append(encoded, capacity: capacity) }
  }
}

extension QueueStorage {
  package func append(_ newItems: [[UInt8]], capacity: Int) -> Bool {
    let first = put.load()
    let end = first + UInt64(newItems.count)
    guard end - taken.load() <= capacity else { return false }
    var number = first
    for item in newItems {
      let isWritten = item.withUnsafeBytes { write($0, as: number) }
      if !isWritten { return false }
      number += 1
    }
    put.store(number)
    return true
  }
}
