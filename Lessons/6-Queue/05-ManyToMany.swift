import Groundwork

extension Producer {
  /// Puts the parcels of this producer, in order.
  public func run() throws {
    todo("Put the parcels, from the first to the last.")
  }
}

extension Consumer {
  /// Gets so many parcels, whoever they are from, and then reports them, in the order in which they
  /// came.
  public func run() throws {
    todo("Get this consumer's share of the parcels, and report them.")
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
  todo("Let all the children run at the same time, and collect what the consumers report.")
}
