import Groundwork

/// Says that a worker has come up.
struct WorkerGreeting: ProcessTarget {
  func run() { printNow("a worker comes up") }
}

/// Squares a number.
struct Squaring: PoolTask {
  let number: Int

  func run() -> Int { number * number }
}

/// Six tasks for one worker at a time, none of which does more than two.
func recycleWorkers() throws {
  let pool = try ProcessPool(workers: 1, tasksPerWorker: 2, initializer: WorkerGreeting())
  for number in 1...6 {
    print("the square of \(number) is \(try pool.apply(Squaring(number: number)))")
    fflush(nil)
  }
  pool.close()
  try pool.join()
}
