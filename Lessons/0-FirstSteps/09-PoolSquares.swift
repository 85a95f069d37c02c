import Groundwork

/// How many squares this process has computed: each process counts its own.
public nonisolated(unsafe) var squareCount = 0

/// Computes the square of a number, in a worker of a pool.
public struct SquareNumber: PoolTask {
  let number: Int

  /// Makes a task for `number`.
  public init(_ number: Int) {
    self.number = number
  }

  /// Adds 1 to `squareCount`, and returns the square.
  public func run() -> Int {
    todo("Count, and return the square.")
  }
}

/// Lets the workers of a pool compute squares.
///
/// No worker is left when this returns.
///
/// - Parameters:
///   - numbers: What to square.
///   - workers: How many workers the pool has.
/// - Returns: The squares, in the order of `numbers`.
/// - Throws: What the pool throws.
public func squaresFromPool(of numbers: [Int], workers: Int) throws -> [Int] {
  todo("Make a pool, let it map the tasks, close it, and wait for its workers.")
}

/// Lets a worker of a pool compute one square, and waits for it, but not for ever.
///
/// - Parameters:
///   - number: What to square.
///   - pool: The pool, which can be used afterward.
///   - timeout: How long to wait for the square.
/// - Returns: The square; nil if it is not there in time.
/// - Throws: What the pool throws.
public func square(of number: Int, in pool: ProcessPool, timeout: Duration) throws -> Int? {
  todo("Submit one task, and get its result.")
}
