// Mistake: "Throws: What the pool throws": `workers: 0` is made a 1 silently, where the pool says
// that it makes no sense.
// Caught by: No workers make no sense, and the pool says so
// Verdict: failed
import Groundwork

@available(*, noasync)
public func squares(of numbers: [Int], workers: Int) throws -> [Int] {
  let pool = try ProcessPool(workers: max(1, workers))
  let squares = try pool.map(numbers.map { Square($0) })
  pool.close()
  try pool.join()
  return squares
}

@available(*, noasync)
public func doAll<Task: PoolTask>(_ tasks: [Task], workers: Int) throws {
  let pool = try ProcessPool(workers: max(1, workers))
  for task in tasks { try pool.submit(task) }
  pool.close()
  try pool.join()
}

@available(*, noasync)
public func timings<Task: PoolTask>(
  of tasks: [Task], workers: Int
) throws -> [TimedOutput<Task.Output>] {
  let pool = try ProcessPool(workers: max(1, workers))
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
