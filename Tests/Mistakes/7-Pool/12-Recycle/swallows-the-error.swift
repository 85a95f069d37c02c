// Mistake: A worker whose initializer throws goes on, and does tasks for which it was not prepared.
// Caught by: If the initializer throws, its worker does no task
// Verdict: failed

import Groundwork

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws {
    try? initializer.run()
  }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool {
    jobCount.load(ordering: .relaxed) >= limit
  }
}
