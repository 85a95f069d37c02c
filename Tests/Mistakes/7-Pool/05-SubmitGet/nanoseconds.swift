// Mistake: The timeout is turned into a number of nanoseconds, which traps if it is long.
// Caught by: A timeout may be longer than anybody lives
// Verdict: crashed

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
  public var isDone: Bool {
    answer.value != nil
  }

  @available(*, noasync)
  public func get() throws -> Output {
    try answer.wait().get().outputs()[0]
  }

  @available(*, noasync)
  public func get(timeout: Duration) throws -> Output? {
    try answer.wait(until: Deadline(after: .nanoseconds(Int64(timeout / .nanoseconds(1)))))?.get()
      .outputs()[0]
  }
}
