// Mistake: It makes a queue for one parcel where the capacity is none.
// Caught by: A capacity that no queue can have is refused
// Verdict: failed

import Groundwork

extension Producer {
  public func run() throws {
    for number in 0..<parcelCount {
      try queue.put(Parcel(producer: self.number, number: number))
    }
  }
}

extension Consumer {
  public func run() throws {
    var parcels: [Parcel] = []
    for _ in 0..<parcelCount { parcels.append(try queue.get()) }
    try reports.put(parcels)
  }
}

public func manyToMany(
  producers: Int, consumers: Int, parcelCount: Int, capacity: Int
) throws -> [[Parcel]] {
  let queue = try SharedQueue<Parcel>(capacity: max(1, capacity))
  let reports = try SharedQueue<[Parcel]>(capacity: 1)
  let senders = (0..<producers).map { Producer($0, parcelCount: parcelCount, to: queue) }
  let share = producers * parcelCount / consumers
  let takers = (0..<consumers).map { _ in
    Consumer(parcelCount: share, from: queue, reports: reports)
  }
  return try withChildren(senders + takers) { _ in
    try takers.map { _ in try reports.get() }
  }
}
