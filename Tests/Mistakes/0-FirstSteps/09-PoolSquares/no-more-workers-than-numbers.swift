// Mistake: The pool has no more workers than there are numbers, and so none for none.
// Caught by: There may be fewer numbers than workers, and none
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var squareCount = 0

public struct SquareNumber: PoolTask {
  let number: Int

  public init(_ number: Int) {
    self.number = number
  }

  public func run() -> Int {
    squareCount += 1
    return number * number
  }
}

public func squaresFromPool(of numbers: [Int], workers: Int) throws -> [Int] {
  let pool = try ProcessPool(workers: min(workers, numbers.count))
  let squares = try pool.map(numbers.map { SquareNumber($0) })
  pool.close()
  try pool.join()
  return squares
}

public func square(of number: Int, in pool: ProcessPool, timeout: Duration) throws -> Int? {
  try pool.submit(SquareNumber(number)).get(timeout: timeout)
}
