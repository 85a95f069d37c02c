// Mistake: The initializer is not run.
// Caught by: The initializer has run before a worker's first task, in the worker
// Verdict: failed

import Groundwork

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws {
  }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool {
    jobCount.load(ordering: .relaxed) >= limit
  }
}
