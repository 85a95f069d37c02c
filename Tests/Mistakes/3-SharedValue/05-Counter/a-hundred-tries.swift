// Mistake: It tries a hundred times, and then stores the sum without comparing.
// Caught by: However often others are faster, it tries again
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
    for _ in 0..<100 {
      let sum = Int(truncatingIfNeeded: seen) + amount
      let (exchanged, original) = word.compareExchange(
        expected: seen, desired: UInt64(bitPattern: Int64(sum)))
      if exchanged { return sum }
      seen = original
    }
    let sum = Int(truncatingIfNeeded: seen) + amount
    word.store(UInt64(bitPattern: Int64(sum)))
    return sum
  }
}
