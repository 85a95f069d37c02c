// Mistake: The sum is made once, and written when it can be.
// Caught by: An addition that comes between two steps is not lost
// Verdict: failed

import Groundwork

extension SharedCounter {
  public init(_ value: Int = 0) throws {
    word = SharedWord64(in: try SharedMemory(byteCount: 8), at: 0)
    word.store(UInt64(bitPattern: Int64(value)))
  }

  public var value: Int {
    Int(truncatingIfNeeded: word.load())
  }

  @discardableResult
  public func add(_ amount: Int) -> Int {
    var seen = word.load()
    let sum = Int(truncatingIfNeeded: seen) + amount
    while true {
      let (exchanged, original) = word.compareExchange(
        expected: seen, desired: UInt64(bitPattern: Int64(sum)))
      if exchanged { return sum }
      seen = original
    }
  }
}
