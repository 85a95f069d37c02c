// Mistake: doAll leaves out tasks that are refused, and throws only if none could be queued.
// Caught by: What can't be queued is an error
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
  var queuedCount = 0
  var refusal: (any Error)?
  for task in tasks {
    do {
      try pool.submit(task)
      queuedCount += 1
    } catch {
      // One bad task keeps no other from being run.
      refusal = error
    }
  }
  pool.close()
  try pool.join()
  if queuedCount == 0, let refusal { throw refusal }
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
    return TimedOutput(output: output, worker: CurrentProcess.pid, duration: clock.now - start)
  }
}
