// Mistake: The initializer runs on a thread of its own, and the first task does not wait for it.
// Caught by: If the initializer throws, its worker does no task
// Verdict: failed

import Groundwork

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws {
    try BackgroundThread { try? initializer.run() }
  }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool {
    jobCount.load(ordering: .relaxed) >= limit
  }
}
