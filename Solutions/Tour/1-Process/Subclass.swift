import Groundwork

/// A target; Python's tutorials write a subclass of `Process` with a `run` of its own.
struct NumberedWorker: ProcessTarget {
  let id: Int

  func run() {
    print("I am the process with id \(id)")
  }
}

/// Two workers, side by side.
///
/// Not all tutorials do it so: where `join` is in the loop as well, the second one is started when the
/// first one has ended.
func runTwoOfOneType() throws {
  let workers = (0..<2).map { ChildProcess(NumberedWorker(id: $0)) }
  for worker in workers { try worker.start() }
  for worker in workers { try worker.join() }
}
