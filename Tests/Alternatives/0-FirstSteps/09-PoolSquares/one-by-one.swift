// Alternative: Each task is submitted by itself, and each result is got afterward.

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
  let results = try numbers.map { try pool.submit(SquareNumber($0)) }
  let squares = try results.map { try $0.get() }
  pool.close()
  try pool.join()
  return squares
}

public func square(of number: Int, in pool: ProcessPool, timeout: Duration) throws -> Int? {
  try pool.submit(SquareNumber(number)).get(timeout: timeout)
}
