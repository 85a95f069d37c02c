import Groundwork

/// Takes a moment, and says so.
struct LongTask: PoolTask {
  let number: Int

  func run() -> Int {
    printNow("task \(number) runs in process \(CurrentProcess.pid)")
    usleep(300_000)  // sleeps: stands for work
    return number
  }
}

/// Five tasks for four workers: the fifth waits until one of them is done.
func fiveTasksOnFourWorkers() throws {
  printNow("parent process \(CurrentProcess.pid)")
  let pool = try ProcessPool(workers: 4)
  let results = try (0..<5).map { try pool.submit(Timed(LongTask(number: $0))) }
  printNow("waiting for all tasks to be done")
  pool.close()
  try pool.join()
  for (number, result) in results.enumerated() {
    let timing = try result.get()
    print("task \(number) ran for \(inSeconds(timing.duration)) seconds")
  }
  print("all tasks are done, by \(Set(try results.map { try $0.get().worker }).count) processes")
}

/// A duration in seconds, with one digit after the point.
func inSeconds(_ duration: Duration) -> String {
  let tenths = Int(duration / .milliseconds(100))
  return "\(tenths / 10).\(tenths % 10)"
}
