import Groundwork

/// Waits for as long as it is told.
struct NamedTask: PoolTask {
  let name: String
  let tenths: Int

  func run() -> String {
    printNow("task \(name) takes \(inSeconds(.milliseconds(100 * tenths))) seconds")
    usleep(UInt32(100_000 * tenths))  // sleeps: stands for work
    printNow("task \(name) is done")
    return name
  }
}

/// Four tasks of different lengths for two workers: whoever is done takes the next one.
func fourTasksOnTwoWorkers() throws {
  let tasks = [("A", 5), ("B", 2), ("C", 1), ("D", 3)].map { NamedTask(name: $0, tenths: $1) }
  let timings = try timings(of: tasks, workers: 2)
  let workers = timings.map(\.worker)
  let first = workers[0]
  for timing in timings {
    let worker = timing.worker == first ? "first" : "second"
    print("\(timing.output): \(inSeconds(timing.duration)) seconds, by the \(worker) worker")
  }
}
