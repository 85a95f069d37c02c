// Mistake: It reads what was put, and then what was taken, which may be more by then.
// Caught by: With many changes between the two looks, it is never less than nothing
// Verdict: crashed

import Groundwork

extension SharedQueue {
  /// How many items there are at this moment: from 0 to `capacity`.
  ///
  /// It takes no lock. By the time the caller looks at the answer, another process may have changed
  /// it.
  public var count: Int {
    let put = storage.put.load()
    return Int(put - storage.taken.load())
  }

  /// Whether there is no item.
  ///
  /// After a `put`, there is one until somebody gets it.
  public var isEmpty: Bool { count == 0 }

  /// Whether there are as many items as there can be.
  public var isFull: Bool { count == capacity }
}
