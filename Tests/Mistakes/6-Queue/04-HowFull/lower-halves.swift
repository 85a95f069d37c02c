// Mistake: reads only the lower halves of the two numbers: once 4,294,967,296 items were put, put's
// half is below taken's and the subtraction ends the program ("The numbers have 64 bits").
// Caught by: After more items than 32 bits can count, it counts on
// Verdict: crashed
import Groundwork

extension SharedQueue {
  public var count: Int {
    var taken = storage.taken.lowerHalf.load()
    while true {
      let put = storage.put.lowerHalf.load()
      let now = storage.taken.lowerHalf.load()
      if now == taken { return Int(put - taken) }
      taken = now
    }
  }

  public var isEmpty: Bool { count == 0 }

  public var isFull: Bool { count == capacity }
}
