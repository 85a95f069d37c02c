// Mistake: It tries whether there is an item by taking it.
// Caught by: It counts what is there, and says whether that is nothing or all
// Verdict: failed

import Groundwork

extension SharedQueue {
  /// How many items there are at this moment: from 0 to `capacity`.
  ///
  /// It takes no lock. By the time the caller looks at the answer, another process may have changed
  /// it.
  public var count: Int {
    var taken = storage.taken.load()
    while true {
      let put = storage.put.load()
      let now = storage.taken.load()
      // No item was taken between the two looks: so both numbers were true at one moment.
      if now == taken { return Int(put - taken) }
      taken = now
    }
  }

  /// Whether there is no item.
  ///
  /// After a `put`, there is one until somebody gets it.
  public var isEmpty: Bool {
    (try? storage.takeFirst()) == nil
  }

  /// Whether there are as many items as there can be.
  public var isFull: Bool { count == capacity }
}
