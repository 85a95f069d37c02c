// Alternative: It looks at how many jobs are left.

import Groundwork

extension PoolWorker {
  func prepare(_ initializer: any ProcessTarget) throws {
    try initializer.run()
  }
}

extension Worker {
  package func isUsedUp(after limit: Int) -> Bool {
    limit - jobCount.load(ordering: .sequentiallyConsistent) <= 0
  }
}
