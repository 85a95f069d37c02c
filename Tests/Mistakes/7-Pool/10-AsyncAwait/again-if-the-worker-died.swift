// Mistake: runs the task once more if its worker died: what it did before happens twice ("How often
// a task is run: at most once"), and PoolError.workerDied does not come out the first time.
// Caught by: A task that ends its worker is run once, and the call says so
// Verdict: failed
import Groundwork

extension ProcessPool {
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    do {
      return try await attempt(task)
    } catch PoolError.workerDied {
      return try await attempt(task)
    }
  }

  private func attempt<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    let (answers, mailbox) = AsyncStream.makeStream(of: Result<Answer<Work.Output>, PoolError>.self)
    let job = try start([task]) { mailbox.yield($0) }
    for await answer in answers { return try answer.get().outputs()[0] }
    job.cancel()
    throw CancellationError()
  }
}
