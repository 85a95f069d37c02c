// Mistake: Who fails once succeeds at the second try.
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
    for _ in 0..<2 {
      let seen = word.load()
      let sum = Int(truncatingIfNeeded: seen) + amount
      let desired = UInt64(bitPattern: Int64(sum))
      if word.compareExchange(expected: seen, desired: desired).exchanged { return sum }
    }
    return value
  }
}
