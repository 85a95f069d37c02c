import Groundwork

/// Squares numbers, and adds the squares up.
struct Square: ProcessTarget {
  let numbers: [Int]
  let squares: SharedArray<Int>
  let sum: SharedValue<Int>

  func run() {
    for (index, number) in numbers.enumerated() {
      squares[index] = number * number
    }
    sum.value = squares.reduce(0, +)
    print("in the child:", Array(squares), sum.value)
  }
}

/// The child's results are seen here.
func squareInChild() throws {
  let numbers = [1, 2, 3, 4]
  let squares = try SharedArray<Int>(count: numbers.count)
  let sum = try SharedValue(0)
  let target = Square(numbers: numbers, squares: squares, sum: sum)
  let child = ChildProcess(target)
  try child.start()
  try child.join()
  print("here:", Array(squares), sum.value)
}
