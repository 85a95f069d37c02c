// Alternative: It reads both numbers again, until neither has changed.

import Groundwork

extension SharedQueue {
  public var count: Int {
    while true {
      let (taken, put) = (storage.taken.load(), storage.put.load())
      if storage.taken.load() == taken, storage.put.load() == put { return Int(put - taken) }
    }
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }
}
