// Mistake: isFull subtracts two numbers that were read at different moments.
// Caught by: It never says that it is empty or full when it was not, nor the reverse
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
  public var isEmpty: Bool {
    count == 0
  }
  public var isFull: Bool {
    let taken = storage.taken.load()
    return storage.put.load() - taken >= UInt64(capacity)
  }
}
