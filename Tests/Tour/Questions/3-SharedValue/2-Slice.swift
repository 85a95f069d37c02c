func sliceArray() throws {
  let array = try SharedArray([10, 20, 30])
  let slice = array[1..<3]
  array[1] = 21
  array[2] += 1
  print(Array(slice))
  print(Array(array))
}
