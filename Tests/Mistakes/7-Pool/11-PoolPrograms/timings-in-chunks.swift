// Mistake: "As many tasks as there are workers run at the same time": `map` with its default chunk;
// with nine tasks on two workers the chunks have two, and at the end two tasks wait for one worker,
// or a worker that dies takes two tasks with it.
// Caught by: No task waits while a worker is idle
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
  for task in tasks { try pool.submit(task) }
  pool.close()
  try pool.join()
}

@available(*, noasync)
public func timings<Task: PoolTask>(
  of tasks: [Task], workers: Int
) throws -> [TimedOutput<Task.Output>] {
  let pool = try ProcessPool(workers: workers)
  defer {
    pool.close()
    try? pool.join()
  }
  return try pool.map(tasks.map { Timed($0) })
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
