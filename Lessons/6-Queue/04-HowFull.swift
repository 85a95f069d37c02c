import Groundwork

extension SharedQueue {
  /// How many items there are at this moment: from 0 to `capacity`.
  ///
  /// It takes no lock. By the time the caller looks at the answer, another process may have changed
  /// it.
  public var count: Int {
    todo("Subtract two numbers that were true at one and the same moment.")
  }

  /// Whether there is no item.
  ///
  /// After a `put`, there is one until somebody gets it.
  public var isEmpty: Bool {
    todo("Say whether there is no item.")
  }

  /// Whether there are as many items as there can be.
  public var isFull: Bool {
    todo("Say whether no more items fit.")
  }
}
