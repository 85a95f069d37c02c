// Mistake: The closure of each task holds the pool until the task is over.
// Caught by: A task that is being done does not keep its pool
// Verdict: failed

import Groundwork

extension ProcessPool {
  @discardableResult
  public func submit<Task: PoolTask>(_ task: Task) throws -> PoolResult<Task.Output> {
    let result = PoolResult<Task.Output>(Later(for: self))
    try start([task]) { answer in
      // The task is done in any case: so the pool must be there until then.
      withExtendedLifetime(self) { _ = result.answer.set(answer) }
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
