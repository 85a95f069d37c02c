import Groundwork

/// Squares a number, and says which worker did it.
public struct Square: PoolTask {
  let number: Int

  /// Makes a task that squares `number`.
  public init(_ number: Int) { self.number = number }

  /// The square.
  public func run() -> Int {
    todo("The square.")
  }
}

/// The squares of some numbers, by a pool that is closed and joined afterwards.
///
/// - Parameters:
///   - numbers: The numbers.
///   - workers: How many workers there are.
/// - Returns: The squares, in the order of `numbers`.
/// - Throws: What the pool throws.
public func squares(of numbers: [Int], workers: Int) throws -> [Int] {
  todo("Map the numbers to tasks, run them all, close the pool and join it.")
}
