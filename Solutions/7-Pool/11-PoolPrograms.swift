import Groundwork

/// Squares a number, and says which worker did it.
public struct Square: PoolTask {
  let number: Int

  /// Makes a task that squares `number`.
  public init(_ number: Int) { self.number = number }

  /// The square.
  public func run() -> Int { number * number }
}

/// The squares of some numbers, by a pool that is closed and joined afterwards.
///
/// - Parameters:
///   - numbers: The numbers.
///   - workers: How many workers there are.
/// - Returns: The squares, in the order of `numbers`.
/// - Throws: What the pool throws.
public func squares(of numbers: [Int], workers: Int) throws -> [Int] {
  let pool = try ProcessPool(workers: workers)
  defer { pool.terminate() }
  let squares = try pool.map(numbers.map { Square($0) })
  pool.close()
  try pool.join()
  return squares
}
