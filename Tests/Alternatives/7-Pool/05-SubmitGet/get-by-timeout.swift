// Alternative: get is a get with a timeout that never comes.

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
    while true {
      if let output = try get(timeout: .seconds(1_000_000)) { return output }
    }
  }

  @available(*, noasync)
  public func get(timeout: Duration) throws -> Output? {
    try answer.wait(until: Deadline(after: timeout))?.get().outputs()[0]
  }
}
