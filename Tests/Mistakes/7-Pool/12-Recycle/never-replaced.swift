// Mistake: A worker is never used up.
// Caught by: After so many tasks a worker is replaced
// Verdict: failed

import Groundwork

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws {
    try initializer.run()
  }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool {
    false
  }
}
