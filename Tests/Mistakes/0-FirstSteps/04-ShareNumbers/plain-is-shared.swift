// Mistake: The plain variable is set here, too, from the shared one.
// Caught by: What the child has changed is seen here, but for the plain variable
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
  try child.join()
  plainSum = sharedSum.value
  return (Array(sharedNumbers), sharedSum.value, plainSum)
}
