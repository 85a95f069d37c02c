// Mistake: It tells how many items were ever put.
// Caught by: It counts what is there, and says whether that is nothing or all
// Verdict: failed

import Groundwork

extension SharedQueue {
  /// How many items there are at this moment: from 0 to `capacity`.
  ///
  /// It takes no lock. By the time the caller looks at the answer, another process may have changed
  /// it.
  public var count: Int {
    Int(storage.put.load())
  }

  /// Whether there is no item.
  ///
  /// After a `put`, there is one until somebody gets it.
  public var isEmpty: Bool { count == 0 }

  /// Whether there are as many items as there can be.
  public var isFull: Bool { count == capacity }
}
