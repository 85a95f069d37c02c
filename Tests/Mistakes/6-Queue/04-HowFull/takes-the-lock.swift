// Mistake: It waits for the lock, and so for whoever copies a large item.
// Caught by: Looking waits for nobody, and changes nothing
// Verdict: failed

import Groundwork

extension SharedQueue {
  /// How many items there are at this moment: from 0 to `capacity`.
  ///
  /// It takes no lock. By the time the caller looks at the answer, another process may have changed
  /// it.
  public var count: Int {
    let difference = try? lock.withLock { storage.put.load() - storage.taken.load() }
    return Int(difference ?? 0)
  }

  /// Whether there is no item.
  ///
  /// After a `put`, there is one until somebody gets it.
  public var isEmpty: Bool { count == 0 }

  /// Whether there are as many items as there can be.
  public var isFull: Bool { count == capacity }
}
