// Mistake: A cancelled call ends the whole pool.
// Caught by: Cancelled while a worker does it, the call ends at once, and the worker goes on
// Verdict: failed

import Groundwork

extension ProcessPool {
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    let (answers, mailbox) = AsyncStream.makeStream(of: Result<Answer<Work.Output>, PoolError>.self)
    let job = try start([task]) { mailbox.yield($0) }
    // It ends without an answer if the Swift task is cancelled.
    for await answer in answers { return try answer.get().outputs()[0] }
    if !job.cancel() { engine.abandon() }
    throw CancellationError()
  }
}
