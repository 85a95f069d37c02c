// Mistake: the stream keeps nothing (.bufferingNewest(0)): an answer that comes before the caller
// has begun to wait, such as that of a quick task or of a terminated pool, is dropped, and the call
// waits for ever.
// Caught by: An answer that comes before run waits for it is not lost
// Verdict: failed
import Groundwork

extension ProcessPool {
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    let (answers, mailbox) = AsyncStream.makeStream(
      of: Result<Answer<Work.Output>, PoolError>.self, bufferingPolicy: .bufferingNewest(0))
    let job = try start([task]) { mailbox.yield($0) }
    for await answer in answers { return try answer.get().outputs()[0] }
    job.cancel()
    throw CancellationError()
  }
}
