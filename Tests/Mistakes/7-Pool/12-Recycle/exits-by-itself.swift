// Mistake: ends the process when the initializer throws, and tells nobody: the pool tries three
// workers, the task fails with "3 workers ended", not with what was thrown, and nothing is on
// standard error ("Throws: What it throws").
// Caught by: The initializer is run once, and what it throws comes out
// Verdict: failed

import Groundwork
import Synchronization

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws {
    do {
      try initializer.run()
    } catch {
      exit(EXIT_FAILURE)
    }
  }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool { jobCount.load(ordering: .relaxed) >= limit }
}
