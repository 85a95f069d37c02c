import Groundwork

/// Says when it starts and when it has finished.
struct BusyWorker: ProcessTarget {
  let number: Int
  let both: SharedBarrier

  func run() throws {
    printNow("Worker \(number) started")
    // Else the first worker may have finished before the second one has come up.
    try both.wait()
    usleep(100_000)  // sleeps: stands for work
    printNow("Worker \(number) finished")
  }
}

/// Two workers that are busy at the same time.
func workSideBySide() throws {
  let both = try SharedBarrier(parties: 2)
  let workers = (1...2).map { ChildProcess(BusyWorker(number: $0, both: both)) }
  for worker in workers { try worker.start() }
  for worker in workers { try worker.join() }
  print("both workers have finished")
}
