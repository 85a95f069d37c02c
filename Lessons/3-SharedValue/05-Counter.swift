import Groundwork

extension SharedCounter {
  /// Puts a counter into new shared memory.
  ///
  /// - Parameter value: What it begins with.
  /// - Throws: `SystemError`, such as ENOMEM, or EMFILE if too many descriptors are open.
  public init(_ value: Int = 0) throws {
    todo("Make shared memory for the word, and put the number into it.")
  }

  /// The number, as it is at this moment.
  ///
  /// Doesn't block. Others may add to it before you have looked at it: to get a number that nobody
  /// else gets, use what `add` returns.
  public var value: Int {
    todo("Read the number.")
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
    todo("Add the amount, and lose no addition of another process.")
  }
}
