// Alternative: It reads both numbers again, until neither has changed.

import Groundwork

extension SharedQueue {
  /// How many items there are at this moment: from 0 to `capacity`.
  ///
  /// It takes no lock. By the time the caller looks at the answer, another process may have changed
  /// it.
  public var count: Int {
    while true {
      let (taken, put) = (storage.taken.load(), storage.put.load())
      if storage.taken.load() == taken, storage.put.load() == put { return Int(put - taken) }
    }
  }

  /// Whether there is no item.
  ///
  /// After a `put`, there is one until somebody gets it.
  public var isEmpty: Bool { count == 0 }

  /// Whether there are as many items as there can be.
  public var isFull: Bool { count == capacity }
}
