// Mistake: throws a PoolError with the text in place of what the initializer threw: the pool says
// `PoolError: No worker could be …` where the type of the initializer's own error belongs ("Throws:
// What it throws").
// Caught by: The initializer is run once, and what it throws comes out
// Verdict: failed

import Groundwork
import Synchronization

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws {
    do {
      try initializer.run()
    } catch {
      throw PoolError.noWorker("\(error)")
    }
  }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool { jobCount.load(ordering: .relaxed) >= limit }
}
