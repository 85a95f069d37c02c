struct LeaveAtZero: PoolTask {
  let number: Int

  func run() -> Int {
    if number == 0 { exit(0) }
    return number
  }
}

func loseWorker() throws {
  let pool = try ProcessPool(workers: 1)
  let results = try [1, 0, 2].map { try pool.submit(LeaveAtZero(number: $0)) }
  for result in results {
    do {
      print(try result.get())
    } catch PoolError.workerDied {
      print("died")
    }
  }
}
