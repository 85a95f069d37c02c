// Beginner: A worker that has done more than enough is thought to be fresh.
// Caught by: A worker that has more than done enough is used up, too
// Verdict: failed

import Groundwork

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws {
    try initializer.run()
  }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool {
    jobCount.load(ordering: .relaxed) == limit
  }
}
