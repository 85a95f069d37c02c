// Mistake: The callback holds the job, which holds the callback.
// Caught by: run returns what the task returned in a worker
// Verdict: leaked

import Groundwork
import Synchronization

extension ProcessPool {
  private final class Kept: Sendable {
    let job = Mutex<PoolJob?>(nil)
  }

  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    let (answers, mailbox) = AsyncStream.makeStream(of: Result<Answer<Work.Output>, PoolError>.self)
    let kept = Kept()
    let job = try start([task]) { [self] answer in
      _ = kept.job.withLock { $0?.cancel() }
      if engine.state.withLock({ $0.mostSeats > 0 }) { mailbox.yield(answer) }
    }
    kept.job.withLock { $0 = job }
    // It ends without an answer if the Swift task is cancelled.
    for await answer in answers { return try answer.get().outputs()[0] }
    job.cancel()
    throw CancellationError()
  }
}
