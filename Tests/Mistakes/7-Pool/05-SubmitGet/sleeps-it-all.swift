// Mistake: get with a timeout sleeps for all of it, and looks then.
// Caught by: A get with a timeout returns as soon as the result is there
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
    let never = Later<Void>(EventCounts())
    _ = never.wait(until: Deadline(after: timeout))
    return try answer.value?.get().outputs()[0]
  }
}
