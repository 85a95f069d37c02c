// Mistake: A difference that makes no sense is taken for nothing.
// Caught by: The answer was true at some moment, whatever others do meanwhile
// Verdict: failed

import Groundwork

extension SharedQueue {
  /// How many items there are at this moment: from 0 to `capacity`.
  ///
  /// It takes no lock. By the time the caller looks at the answer, another process may have changed
  /// it.
  public var count: Int {
    let put = storage.put.load()
    let taken = storage.taken.load()
    return put > taken ? Int(put - taken) : 0
  }

  /// Whether there is no item.
  ///
  /// After a `put`, there is one until somebody gets it.
  public var isEmpty: Bool { count == 0 }

  /// Whether there are as many items as there can be.
  public var isFull: Bool { count == capacity }
}
