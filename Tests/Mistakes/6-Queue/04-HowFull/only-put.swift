// Mistake: It tells how many items were ever put.
// Caught by: It counts what is there, and says whether that is nothing or all
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var count: Int {
    Int(storage.put.load())
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }
}
