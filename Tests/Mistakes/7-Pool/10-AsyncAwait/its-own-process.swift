// Mistake: It runs the task in the caller's process.
// Caught by: run returns what the task returned in a worker
// Verdict: failed

import Groundwork

extension ProcessPool {
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    return try task.run()
  }
}
