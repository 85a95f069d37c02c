// Mistake: It waits for the lock, and so for whoever copies a large item.
// Caught by: Looking waits for nobody, and changes nothing
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var count: Int {
    let difference = try? lock.withLock { storage.put.load() - storage.taken.load() }
    return Int(difference ?? 0)
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }
}
