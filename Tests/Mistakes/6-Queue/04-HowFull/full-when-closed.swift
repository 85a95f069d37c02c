// Mistake: The queue is full when the slots are used up, of which there are more than the capacity.
// Caught by: It counts what is there, and says whether that is nothing or all
// Verdict: failed

import Groundwork

extension SharedQueue {
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

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count > capacity }
}
