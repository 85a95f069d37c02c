// Mistake: A consumer does not care whether its report was put.
// Caught by: What the queues throw comes out of a producer and of a consumer
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
    while parcels.count < parcelCount { parcels.append(try queue.get()) }
    try? reports.put(parcels)
  }
}
public func manyToMany(
  producers: Int, consumers: Int, parcelCount: Int, capacity: Int
) throws -> [[Parcel]] {
  let queue = try SharedQueue<Parcel>(capacity: capacity)
  // Holds but one report: a consumer that has one to put waits until somebody gets the one before.
  let reports = try SharedQueue<[Parcel]>(capacity: 1)
  let share = producers * parcelCount / consumers
  let senders = (0..<producers).map { Producer($0, parcelCount: parcelCount, to: queue) }
  let takers = (0..<consumers).map { _ in
    Consumer(parcelCount: share, from: queue, reports: reports)
  }
  return try withChildren(senders + takers) { _ in
    // Before the children are joined: a child that waits for room doesn't end.
    try takers.map { _ in try reports.get() }
  }
}
