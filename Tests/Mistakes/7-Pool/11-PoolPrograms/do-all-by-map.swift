// Mistake: "What they return or throw is dropped": `map` throws `.workerDied` if a task ends its
// worker, and `doAll` throws it on, though all tasks were queued.
// Caught by: All are done, also after one that ends its worker
// Verdict: failed
import Groundwork

@available(*, noasync)
public func squares(of numbers: [Int], workers: Int) throws -> [Int] {
  let pool = try ProcessPool(workers: workers)
  let squares = try pool.map(numbers.map { Square($0) })
  pool.close()
  try pool.join()
  return squares
}

@available(*, noasync)
public func doAll<Task: PoolTask>(_ tasks: [Task], workers: Int) throws {
  let pool = try ProcessPool(workers: workers)
  defer {
    pool.close()
    try? pool.join()
  }
  do {
    _ = try pool.map(tasks, chunk: 1)
  } catch is TaskFailure {
    // Nobody asks for it.
  }
}

@available(*, noasync)
public func timings<Task: PoolTask>(
  of tasks: [Task], workers: Int
) throws -> [TimedOutput<Task.Output>] {
  let pool = try ProcessPool(workers: workers)
  let results = try tasks.map { try pool.submit(Timed($0)) }
  pool.close()
  try pool.join()
  return try results.map { try $0.get() }
}

extension Timed {
  public func run() throws -> TimedOutput<Work.Output> {
    let clock = ContinuousClock()
    let start = clock.now
    let output = try work.run()
    return TimedOutput(
      output: output, worker: CurrentProcess.pid, duration: start.duration(to: clock.now))
  }
}
