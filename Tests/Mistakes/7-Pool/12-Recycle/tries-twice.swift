// Mistake: runs an initializer that threw once more: what it did before happens twice, and one that
// works at the second try does not end the worker ("runs the target in each worker, once … If it
// throws, the worker ends").
// Caught by: The initializer is run once, and what it throws comes out
// Verdict: failed

import Groundwork
import Synchronization

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws {
    do {
      try initializer.run()
    } catch {
      try initializer.run()
    }
  }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool { jobCount.load(ordering: .relaxed) >= limit }
}
