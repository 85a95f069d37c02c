// Mistake: A difference of two moments is cut off at the capacity.
// Caught by: With many changes between the two looks, it is never less than nothing
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var count: Int {
    let taken = storage.taken.load()
    return Swift.min(Int(storage.put.load() - taken), capacity)
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }
}
