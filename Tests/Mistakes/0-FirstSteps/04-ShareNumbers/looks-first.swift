// Mistake: The results are taken before the child has ended.
// Caught by: It waits until the child has ended
// Verdict: failed

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
  let sharedNumbers = try SharedArray(numbers)
  let sharedSum = try SharedValue(0)
  let child = ChildProcess(DoubleNumbers(sharedNumbers, sum: sharedSum))
  try child.start()
  let result = (Array(sharedNumbers), sharedSum.value, plainSum)
  try child.join()
  return result
}
