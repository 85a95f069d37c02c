// Beginner: It suspends until the answer comes, whether the Swift task is cancelled or not.
// Caught by: Cancelled while a worker does it, the call ends at once, and the worker goes on
// Verdict: failed

import Groundwork

extension ProcessPool {
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    let answer = await withCheckedContinuation { continuation in
      do {
        try start([task]) { continuation.resume(returning: $0) }
      } catch {
        continuation.resume(returning: .failure(error as? PoolError ?? .closed))
      }
    }
    return try answer.get().outputs()[0]
  }
}
