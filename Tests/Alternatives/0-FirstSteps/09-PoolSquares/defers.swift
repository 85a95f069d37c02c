// Alternative: The pool is closed and joined at the end, whatever happens; the chunks are small.

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
  let pool = try ProcessPool(workers: workers)
  defer {
    pool.close()
    try? pool.join()
  }
  return try pool.map(numbers.map { SquareNumber($0) }, chunk: 1)
}

public func square(of number: Int, in pool: ProcessPool, timeout: Duration) throws -> Int? {
  let result = try pool.submit(SquareNumber(number))
  return try result.get(timeout: timeout)
}
