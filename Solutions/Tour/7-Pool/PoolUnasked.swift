import Groundwork

/// Prints its number, and returns something that nobody will see.
struct Unasked: PoolTask {
  let number: Int

  func run() -> Int {
    printNow("worker \(number) works")
    return number
  }
}

/// Two tasks, each for a worker of its own; nobody asks for their results.
func workUnasked() throws {
  try doAll([Unasked(number: 1), Unasked(number: 2)], workers: 2)
  print("both are done")
}
