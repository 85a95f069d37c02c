// Mistake: A child that was started is taken for one that has ended.
// Caught by: One child does it, and is joined
// Verdict: failed

import Groundwork

/// A variable that every process has for itself.
///
/// `nonisolated(unsafe)`, since one thread alone uses it: lesson 1 explains it.
public nonisolated(unsafe) var plainNumber = 0.0

/// Sets a number, and negates some others, in a child.
public struct SetAndNegate: ProcessTarget {
  let newNumber: Double
  let number: SharedValue<Double>
  let elements: SharedArray<Int>

  /// Makes a target that sets `number` to `newNumber`, and negates `elements`.
  public init(_ newNumber: Double, number: SharedValue<Double>, elements: SharedArray<Int>) {
    self.newNumber = newNumber
    self.number = number
    self.elements = elements
  }

  /// Sets `number` and `plainNumber` to `newNumber`, and negates each of `elements`.
  public func run() {
    plainNumber = newNumber
    number.value = newNumber
    for index in elements.indices { elements[index] = -elements[index] }
  }
}

/// Lets a child set a number and negate others, and returns what has become of them here.
///
/// The program of Python's documentation. The number and the elements begin in shared memory, the
/// number as 0. `plainNumber` is not in it.
///
/// - Parameters:
///   - newNumber: What `SetAndNegate` sets the number to.
///   - elements: What it negates.
/// - Returns: The number, `plainNumber`, and the elements, after the child has ended.
/// - Throws: `SharedValueError.childFailed` if the child did not exit with 0; what `start` and `join`
///   throw, and what shared memory throws.
public func setAndNegateInChild(
  _ newNumber: Double, _ elements: [Int]
) throws -> (number: Double, plainNumber: Double, elements: [Int]) {
  let sharedNumber = try SharedValue(0.0)
  let sharedElements = try SharedArray(elements)
  let child = ChildProcess(
    SetAndNegate(newNumber, number: sharedNumber, elements: sharedElements), name: "SetAndNegate")
  try child.start()
  // A child that crashed has negated some of them, and nobody knows which.
  if let status = child.exitStatus, status != .exited(0) {
    throw SharedValueError.childFailed(status)
  }
  return (sharedNumber.value, plainNumber, Array(sharedElements))
}
