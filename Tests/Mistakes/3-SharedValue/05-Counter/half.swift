// Mistake: The lower half of the word is enough.
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
    let half = word.lowerHalf
    var seen = half.load()
    while true {
      let sum = Int(seen) &+ amount
      let (exchanged, original) = half.compareExchange(
        expected: seen, desired: UInt32(truncatingIfNeeded: sum))
      if exchanged { return sum }
      seen = original
    }
  }
}
