import Groundwork

/// Works in two parts, and begins the second one when all have done the first.
struct InStep: ProcessTarget {
  let barrier: SharedBarrier
  let number: Int

  func run() throws {
    for part in 1...2 {
      printNow("worker \(number): part \(part) is done")
      // One of them, and only one, gets the 0.
      if try barrier.wait() == 0 { printNow("all: part \(part) is done") }
    }
  }
}

/// Three children in step.
func workInStep() throws {
  let barrier = try SharedBarrier(parties: 3)
  let workers = (1...3).map { number in
    ChildProcess(InStep(barrier: barrier, number: number))
  }
  for worker in workers { try worker.start() }
  for worker in workers { try worker.join() }
}
