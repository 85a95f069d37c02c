// Mistake: "Throws: What it threw" (`Timed.run`): a task that throws is run a second time, and does
// what it does twice.
// Caught by: What a task throws comes out of timings
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
  let results = try tasks.map { try pool.submit(Timed($0)) }
  pool.close()
  try pool.join()
  return try results.map { try $0.get() }
}

extension Timed {
  public func run() throws -> TimedOutput<Work.Output> {
    let clock = ContinuousClock()
    let start = clock.now
    // The first run may fail because the worker is cold.
    let output = try (try? work.run()) ?? work.run()
    return TimedOutput(
      output: output, worker: CurrentProcess.pid, duration: start.duration(to: clock.now))
  }
}
