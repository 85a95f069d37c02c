import Groundwork

/// The example of Python's documentation, and a plain variable beside the shared ones.
func printNegated() throws {
  let number = try SharedValue(0.0)
  let elements = try SharedArray(Array(0..<10))
  print("before: \(number.value), \(Array(elements))")
  let child = ChildProcess(SetAndNegate(3.1415927, number: number, elements: elements))
  try child.start()
  try child.join()
  print("after: \(number.value), \(Array(elements))")
  print("not shared: \(plainNumber)")
}
