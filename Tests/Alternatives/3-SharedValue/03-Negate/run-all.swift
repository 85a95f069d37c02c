// Alternative: runAll starts the child, and the elements are negated through a buffer.

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
    elements.withUnsafeMutableBufferPointer { buffer in
      for index in buffer.indices { buffer[index].negate() }
    }
  }
}

public func setAndNegateInChild(
  _ newNumber: Double, _ elements: [Int]
) throws -> (number: Double, plainNumber: Double, elements: [Int]) {
  let sharedNumber = try SharedValue(0.0)
  let sharedElements = try SharedArray(elements)
  let target = SetAndNegate(newNumber, number: sharedNumber, elements: sharedElements)
  for status in try runAll([target]) where status != .exited(0) {
    throw SharedValueError.childFailed(status)
  }
  return (sharedNumber.value, plainNumber, Array(sharedElements))
}
