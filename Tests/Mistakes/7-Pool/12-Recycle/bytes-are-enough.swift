// Mistake: compares only the lowest eight bits of the number with the limit: with tasksPerWorker
// 300 no worker is ever replaced.
// Caught by: A worker that has more than done enough is used up, too
// Verdict: failed

import Groundwork
import Synchronization

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws { try initializer.run() }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool {
    Int(UInt8(truncatingIfNeeded: jobCount.load(ordering: .relaxed))) >= limit
  }
}
