// Mistake: The number is set only if it is not equal to what is there.
// Caught by: A number is set, also where an equal one stands
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
    if number.value != newNumber { number.value = newNumber }
    plainNumber = newNumber
    for index in elements.indices { elements[index] = -elements[index] }
  }
}

public func setAndNegateInChild(
  _ newNumber: Double, _ elements: [Int]
) throws -> (number: Double, plainNumber: Double, elements: [Int]) {
  let sharedNumber = try SharedValue(0.0)
  let sharedElements = try SharedArray(elements)
  let target = SetAndNegate(newNumber, number: sharedNumber, elements: sharedElements)
  let child = ChildProcess(target)
  try child.start()
  try child.join()
  if let status = child.exitStatus, status != .exited(0) {
    throw SharedValueError.childFailed(status)
  }
  return (sharedNumber.value, plainNumber, Array(sharedElements))
}
