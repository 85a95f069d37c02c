// Mistake: It does not ask whether the Swift task is cancelled before it uses the pool.
// Caught by: A Swift task that was cancelled before runs nothing
// Verdict: failed

import Groundwork

extension ProcessPool {
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    let (answers, mailbox) = AsyncStream.makeStream(of: Result<Answer<Work.Output>, PoolError>.self)
    let job = try start([task]) { mailbox.yield($0) }
    // It ends without an answer if the Swift task is cancelled.
    for await answer in answers { return try answer.get().outputs()[0] }
    job.cancel()
    throw CancellationError()
  }
}
