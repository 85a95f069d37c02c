// Alternative: The word is loaded again at each try.

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
    var seen = value
    while !word.compareExchange(
      expected: UInt64(truncatingIfNeeded: seen), desired: UInt64(truncatingIfNeeded: seen + amount)
    ).exchanged {
      seen = value
    }
    return seen + amount
  }
}
