// Mistake: What the pool refuses has a result that never comes.
// Caught by: A pool that takes no more tasks refuses at once
// Verdict: failed

import Groundwork

extension ProcessPool {
  @discardableResult
  public func submit<Task: PoolTask>(_ task: Task) throws -> PoolResult<Task.Output> {
    let result = PoolResult<Task.Output>(Later(for: self))
    // The worker's answer keeps the result alive, and the result no task.
    _ = try? start([task]) { result.answer.set($0) }
    return result
  }
}

extension PoolResult {
  public var isDone: Bool {
    answer.value != nil
  }

  @available(*, noasync)
  public func get() throws -> Output {
    try answer.wait().get().outputs()[0]
  }

  @available(*, noasync)
  public func get(timeout: Duration) throws -> Output? {
    try answer.wait(until: Deadline(after: timeout))?.get().outputs()[0]
  }
}
