// Mistake: add returns the number from before.
// Caught by: It begins with its number, and adds to it
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
    while true {
      let sum = Int(truncatingIfNeeded: seen) + amount
      let (exchanged, original) = word.compareExchange(
        expected: seen, desired: UInt64(bitPattern: Int64(sum)))
      if exchanged { return sum - amount }
      // Another process was faster: the sum is out of date.
      seen = original
    }
  }
}
