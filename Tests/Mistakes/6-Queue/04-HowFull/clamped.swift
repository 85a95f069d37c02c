// Mistake: A difference that makes no sense is taken for nothing.
// Caught by: The answer was true at some moment, whatever others do meanwhile
// Verdict: failed

import Groundwork

extension SharedQueue {
  public var count: Int {
    let put = storage.put.load()
    let taken = storage.taken.load()
    return put > taken ? Int(put - taken) : 0
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }
}
