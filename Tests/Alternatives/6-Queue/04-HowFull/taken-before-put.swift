// Alternative: isEmpty looks at what was taken, and then at what was put: equal, they were so at the first look.

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
    let taken = storage.taken.load()
    return storage.put.load() == taken
  }
  public var isFull: Bool {
    count == capacity
  }
}
