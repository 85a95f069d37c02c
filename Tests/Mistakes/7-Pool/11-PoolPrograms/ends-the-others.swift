// Mistake: The first failure ends the pool, with all other tasks.
// Caught by: timings waits until its workers have ended
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
  // Without it, the pool is released now, and its workers are killed.
  try pool.join()
}

@available(*, noasync)
public func timings<Task: PoolTask>(
  of tasks: [Task], workers: Int
) throws -> [TimedOutput<Task.Output>] {
  let pool = try ProcessPool(workers: workers)
  defer {
    pool.terminate()
    try? pool.join()
  }
  let results = try tasks.map { try pool.submit(Timed($0)) }
  return try results.map { try $0.get() }
}

extension Timed {
  public func run() throws -> TimedOutput<Work.Output> {
    let clock = ContinuousClock()
    let start = clock.now
    let output = try work.run()
    return TimedOutput(output: output, worker: CurrentProcess.pid, duration: clock.now - start)
  }
}
