// Mistake: A task that has failed has no result, so it looks as if it was not over.
// Caught by: The result of a task that was not done says why
// Verdict: failed

import Groundwork

extension ProcessPool {
  @discardableResult
  public func submit<Task: PoolTask>(_ task: Task) throws -> PoolResult<Task.Output> {
    let result = PoolResult<Task.Output>(Later(for: self))
    // The worker's answer keeps the result alive, and the result no task.
    try start([task]) { result.answer.set($0) }
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
    let outcome = answer.wait(until: Deadline(after: timeout))
    return try? outcome?.get().outputs()[0]
  }
}
