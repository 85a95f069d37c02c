import Groundwork

/// A single square, and then those of 0 to 9, in order, whichever worker is done first.
func printSquares() throws {
  let pool = try ProcessPool(workers: 4)
  let result = try pool.submit(Squaring(number: 10))
  if let square = try result.get(timeout: .seconds(1)) {
    print(square)
  } else {
    print("not done in a second")
  }
  print(try pool.map((0..<10).map { Squaring(number: $0) }))
  pool.close()
  try pool.join()
}
