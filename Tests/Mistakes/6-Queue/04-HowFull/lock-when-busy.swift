// Mistake: takes the lock if another process took an item meanwhile, so a count can wait for one
// who has the lock: "Looking takes no lock, and waits for nobody".
// Caught by: If something was taken between its looks, it waits for nobody, either
// Verdict: failed
import Groundwork

extension SharedQueue {
  public var count: Int {
    let taken = storage.taken.load()
    let put = storage.put.load()
    if storage.taken.load() == taken { return Int(put - taken) }
    return countWhileLocked()
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }

  private func countWhileLocked() -> Int {
    let isHeld = (try? lock.lock()) != nil
    defer { if isHeld { try? lock.unlock() } }
    return Int(storage.put.load() - storage.taken.load())
  }
}
