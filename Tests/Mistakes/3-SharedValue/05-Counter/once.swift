// Mistake: A compareExchange does its work at once, so no loop is needed.
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
    let seen = word.load()
    let sum = Int(truncatingIfNeeded: seen) + amount
    _ = word.compareExchange(expected: seen, desired: UInt64(bitPattern: Int64(sum)))
    return sum
  }
}
