/// The example of Python's documentation, and a plain variable beside the shared ones.
func printNegated() throws {
  let result = try setAndNegateInChild(3.1415927, Array(0..<10))
  print(result.number)
  print(result.elements)
  print("not shared: \(result.plainNumber)")
}
