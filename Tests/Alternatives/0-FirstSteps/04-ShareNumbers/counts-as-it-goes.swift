// Alternative: The sum grows with each number, and is stored at the end.

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
    var total = 0
    for index in numbers.indices {
      let double = numbers[index] * 2
      numbers[index] = double
      total += double
    }
    sum.value = total
    plainSum = total
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
