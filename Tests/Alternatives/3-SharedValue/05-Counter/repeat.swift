// Alternative: The word is loaded again at each try.

import Groundwork

extension SharedCounter {
  /// Puts a counter into new shared memory.
  ///
  /// - Parameter value: What it begins with.
  /// - Throws: `SystemError`, such as ENOMEM, or EMFILE if too many descriptors are open.
  public init(_ value: Int = 0) throws {
    word = SharedWord64(in: try SharedMemory(byteCount: 8), at: 0)
    word.store(UInt64(bitPattern: Int64(value)))
  }

  /// The number, as it is at this moment.
  ///
  /// Doesn't block. Others may add to it before you have looked at it: to get a number that nobody
  /// else gets, use what `add` returns.
  public var value: Int {
    Int(truncatingIfNeeded: word.load())
  }

  /// Adds `amount`, in one step that no other addition can come between.
  ///
  /// Doesn't block, and no addition is lost. A sum that is no `Int` ends this process, as `+` does;
  /// the counter stays as it was, for the others.
  ///
  /// - Parameter amount: What to add; less than 0 subtracts.
  /// - Returns: The sum that this addition made.
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
