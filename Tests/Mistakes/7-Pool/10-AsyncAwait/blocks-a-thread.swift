// Mistake: It waits for the answer as the functions before do, and blocks one of Swift's threads.
// Caught by: However many calls wait, other Swift tasks go on
// Verdict: failed

import Groundwork

extension ProcessPool {
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    let answer = Later<Result<Answer<Work.Output>, PoolError>>(for: self)
    try start([task]) { answer.set($0) }
    return try answer.wait().get().outputs()[0]
  }
}
