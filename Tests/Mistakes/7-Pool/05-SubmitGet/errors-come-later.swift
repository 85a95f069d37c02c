// Mistake: A task that can't be queued is an error of its result.
// Caught by: A task that can't be encoded is refused by submit itself
// Verdict: failed

import Groundwork

extension ProcessPool {
  @discardableResult
  public func submit<Task: PoolTask>(_ task: Task) throws -> PoolResult<Task.Output> {
    let result = PoolResult<Task.Output>(Later(for: self))
    // The worker's answer keeps the result alive, and the result no task.
    do {
      try start([task]) { result.answer.set($0) }
    } catch let error as PoolError {
      result.answer.set(.failure(error))
    }
    return result
  }
}

extension PoolResult {
  public var isDone: Bool { answer.value != nil }

  @available(*, noasync)
  public func get() throws -> Output {
    try answer.wait().get().outputs()[0]
  }

  @available(*, noasync)
  public func get(timeout: Duration) throws -> Output? {
    try answer.wait(until: Deadline(after: timeout))?.get().outputs()[0]
  }
}
