// Mistake: A Mutex keeps the processes apart.
// Caught by: An addition that comes between two steps is not lost
// Verdict: failed

import Groundwork
import Synchronization

extension SharedCounter {
  private static let turn = Mutex(())

  public init(_ value: Int = 0) throws {
    word = SharedWord64(in: try SharedMemory(byteCount: 8), at: 0)
    word.store(UInt64(bitPattern: Int64(value)))
  }

  public var value: Int {
    Int(truncatingIfNeeded: word.load())
  }

  @discardableResult
  public func add(_ amount: Int) -> Int {
    Self.turn.withLock { _ in
      let sum = value + amount
      word.store(UInt64(bitPattern: Int64(sum)))
      return sum
    }
  }
}
