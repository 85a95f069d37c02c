// Mistake: It reads what was taken, and then what was put: items that came and went in between count.
// Caught by: With many changes between the two looks, it is never less than nothing
// Verdict: failed

import Groundwork

extension SharedQueue {
  /// How many items there are at this moment: from 0 to `capacity`.
  ///
  /// It takes no lock. By the time the caller looks at the answer, another process may have changed
  /// it.
  public var count: Int {
    let taken = storage.taken.load()
    return Int(storage.put.load() - taken)
  }

  /// Whether there is no item.
  ///
  /// After a `put`, there is one until somebody gets it.
  public var isEmpty: Bool { count == 0 }

  /// Whether there are as many items as there can be.
  public var isFull: Bool { count == capacity }
}
