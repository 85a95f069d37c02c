// Alternative: An array of zeros is made first, and filled then; a library function starts and joins.

import Groundwork

public nonisolated(unsafe) var plainSum = 0

public struct DoubleNumbers: ProcessTarget {
  let numbers: SharedArray<Int>
  let sum: SharedValue<Int>

  public init(_ numbers: SharedArray<Int>, sum: SharedValue<Int>) {
    self.numbers = numbers
    self.sum = sum
  }

  public func run() {
    for index in numbers.indices { numbers[index] *= 2 }
    sum.value = numbers.reduce(0, +)
    plainSum = sum.value
  }
}

public func doubleInChild(
  _ numbers: [Int]
) throws -> (numbers: [Int], sum: Int, plainSum: Int) {
  let shared = try SharedArray(repeating: 0, count: numbers.count)
  for (index, number) in numbers.enumerated() { shared[index] = number }
  let sum = try SharedValue(0)
  _ = try runAll([DoubleNumbers(shared, sum: sum)])
  return (shared.map { $0 }, sum.value, plainSum)
}
