// Mistake: A load and a store in one line are one step.
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
    let sum = value + amount
    word.store(UInt64(bitPattern: Int64(sum)))
    return sum
  }
}
