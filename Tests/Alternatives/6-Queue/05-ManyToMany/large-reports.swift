// Alternative: The queue for the reports holds all of them, so that no child waits to report; and all are collected at the end.

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
    try reports.put(parcels)
  }
}

public func manyToMany(
  producers: Int, consumers: Int, parcelCount: Int, capacity: Int
) throws -> [[Parcel]] {
  let queue = try SharedQueue<Parcel>(capacity: capacity)
  let reports = try SharedQueue<[Parcel]>(capacity: consumers)
  let share = producers * parcelCount / consumers
  let senders = (0..<producers).map { Producer($0, parcelCount: parcelCount, to: queue) }
  let takers = (0..<consumers).map { _ in
    Consumer(parcelCount: share, from: queue, reports: reports)
  }
  try withChildren(senders + takers) { _ in }
  return try takers.map { _ in try reports.get() }
}
