import Groundwork

/// A target; Python's tutorials write a subclass of `Process` with a `run` of its own.
struct NumberedWorker: ProcessTarget {
  let id: Int

  func run() {
    print("I am the process with id \(id)")
  }
}

/// Two workers, one after the other, as the tutorials do it.
func runTwoOfOneType() throws {
  for id in 0..<2 {
    let worker = ChildProcess(NumberedWorker(id: id))
    try worker.start()
    try worker.join()
  }
}
