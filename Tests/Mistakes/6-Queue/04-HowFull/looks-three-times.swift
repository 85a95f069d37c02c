// Mistake: gives up after three looks and returns what the last two loads happen to differ by, cut
// to the range: while others take, count is a number that was never true.
// Caught by: Also if something is taken between all of its looks, the answer is one that was true
// Verdict: failed
import Groundwork

extension SharedQueue {
  public var count: Int {
    var taken = storage.taken.load()
    var put = storage.put.load()
    for _ in 0..<3 {
      let now = storage.taken.load()
      if now == taken { break }
      taken = now
      put = storage.put.load()
    }
    return Swift.min(Int(put - taken), capacity)
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }
}
