import Groundwork

/// A variable as any other: each process has its own.
public nonisolated(unsafe) var plainSum = 0

/// Doubles numbers that it shares with its parent.
public struct DoubleNumbers: ProcessTarget {
  let numbers: SharedArray<Int>
  let sum: SharedValue<Int>

  /// Makes a target that doubles `numbers`, and stores their sum.
  public init(_ numbers: SharedArray<Int>, sum: SharedValue<Int>) {
    self.numbers = numbers
    self.sum = sum
  }

  /// Doubles each of `numbers`, and then stores their sum in `sum` and in `plainSum`.
  public func run() {
    for index in numbers.indices { numbers[index] *= 2 }
    sum.value = numbers.reduce(0, +)
    plainSum = sum.value
  }
}

/// Lets a child double numbers, and looks at what has become of them here.
///
/// - Parameter numbers: What to double.
/// - Returns: The numbers, their sum, and `plainSum`, after the child has ended.
/// - Throws: What shared memory, `start` and `join` throw.
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
