// Mistake: The call is cancelled, and its task stays queued.
// Caught by: Cancelled while it is queued, a task is never run
// Verdict: failed

import Groundwork

extension ProcessPool {
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    let (answers, mailbox) = AsyncStream.makeStream(of: Result<Answer<Work.Output>, PoolError>.self)
    try start([task]) { mailbox.yield($0) }
    // It ends without an answer if the Swift task is cancelled.
    for await answer in answers { return try answer.get().outputs()[0] }
    throw CancellationError()
  }
}
