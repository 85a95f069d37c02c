import Groundwork

/// The squares of 0 to 9, in order, whichever worker is done first.
func printSquares() throws {
  print(try squares(of: Array(0..<10), workers: 4))
}
