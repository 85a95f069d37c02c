// Mistake: It reads what was taken, and then what was put: items that came and went in between count.
// Caught by: With many changes between the two looks, it is never less than nothing
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var count: Int {
    let taken = storage.taken.load()
    return Int(storage.put.load() - taken)
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }
}
