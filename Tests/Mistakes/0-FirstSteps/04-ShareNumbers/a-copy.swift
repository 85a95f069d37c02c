// Mistake: A copy of the numbers is doubled, and nobody else sees it.
// Caught by: The target doubles the shared numbers, and stores their sum
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
    var copy = Array(numbers)
    for index in copy.indices { copy[index] *= 2 }
    sum.value = copy.reduce(0, +)
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
  try child.join()
  return (Array(sharedNumbers), sharedSum.value, plainSum)
}
