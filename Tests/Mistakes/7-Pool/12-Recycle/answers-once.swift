// Mistake: sets the number back when it has said that the worker is used up: asked again, it says
// that the same worker is as good as new ("Whether the worker has done enough").
// Caught by: A worker that has more than done enough is used up, too
// Verdict: failed

import Groundwork
import Synchronization

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws { try initializer.run() }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool {
    guard jobCount.load(ordering: .relaxed) >= limit else { return false }
    jobCount.store(0, ordering: .relaxed)
    return true
  }
}
