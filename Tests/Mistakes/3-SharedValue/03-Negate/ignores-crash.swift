// Beginner: Once a child was joined, its work is done.
// Caught by: A child that crashes makes it throw, and doesn't take this process along
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var plainNumber = 0.0

public struct SetAndNegate: ProcessTarget {
  let newNumber: Double
  let number: SharedValue<Double>
  let elements: SharedArray<Int>

  public init(_ newNumber: Double, number: SharedValue<Double>, elements: SharedArray<Int>) {
    self.newNumber = newNumber
    self.number = number
    self.elements = elements
  }

  public func run() {
    plainNumber = newNumber
    number.value = newNumber
    for index in elements.indices { elements[index] = -elements[index] }
  }
}

public func setAndNegateInChild(
  _ newNumber: Double, _ elements: [Int]
) throws -> (number: Double, plainNumber: Double, elements: [Int]) {
  let sharedNumber = try SharedValue(0.0)
  let sharedElements = try SharedArray(elements)
  let child = ChildProcess(
    SetAndNegate(newNumber, number: sharedNumber, elements: sharedElements), name: "SetAndNegate")
  try child.start()
  try child.join()
  return (sharedNumber.value, plainNumber, Array(sharedElements))
}
