// Mistake: It reads what was put, and then what was taken, which may be more by then.
// Caught by: With many changes between the two looks, it is never less than nothing
// Verdict: crashed

import Groundwork

extension SharedQueue {
  public var count: Int {
    let put = storage.put.load()
    return Int(put - storage.taken.load())
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }
}
