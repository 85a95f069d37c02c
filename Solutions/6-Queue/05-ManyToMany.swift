import Groundwork

extension Producer {
  /// Puts the parcels of this producer, in order.
  public func run() throws {
    for number in 0..<parcelCount {
      try queue.put(Parcel(producer: self.number, number: number))
    }
  }
}

extension Consumer {
  /// Gets so many parcels, whoever they are from, and then reports them, in the order in which they
  /// came.
  public func run() throws {
    var parcels: [Parcel] = []
    while parcels.count < parcelCount { parcels.append(try queue.get()) }
    try reports.put(parcels)
  }
}

/// Lets several producers send parcels to several consumers through one queue.
///
/// All the children run at the same time, and have ended when this returns.
///
/// - Parameters:
///   - producers: How many producers there are.
///   - consumers: How many consumers there are, at least one. Each gets as many parcels as the others.
///   - parcelCount: How many parcels each producer sends; all together are a multiple of `consumers`.
///   - capacity: How many parcels the queue holds.
/// - Returns: What each consumer got, in the order in which it got it; the consumers in any order.
/// - Throws: What `start` and the queues throw.
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
