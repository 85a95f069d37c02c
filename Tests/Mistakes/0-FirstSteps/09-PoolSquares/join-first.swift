// Mistake: All tasks are waited for before the result is asked for: the timeout comes too late.
// Caught by: If the square is not there in time, it is nil
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
  let pool = try ProcessPool(workers: workers)
  let squares = try pool.map(numbers.map { SquareNumber($0) })
  pool.close()
  try pool.join()
  return squares
}

public func square(of number: Int, in pool: ProcessPool, timeout: Duration) throws -> Int? {
  let result = try pool.submit(SquareNumber(number))
  while !result.isDone {}
  return try result.get(timeout: timeout)
}
