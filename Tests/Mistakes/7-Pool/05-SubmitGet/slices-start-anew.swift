// Mistake: "for `timeout` at the most": it waits twice, each time for the whole timeout, "as a wait
// may be interrupted".
// Caught by: When its time is over, get does not wait once more
// Verdict: failed
import Groundwork

extension ProcessPool {
  @discardableResult
  public func submit<Task: PoolTask>(_ task: Task) throws -> PoolResult<Task.Output> {
    let result = PoolResult<Task.Output>(Later(for: self))
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
    for _ in 1...2 {
      if let answer = answer.wait(until: Deadline(after: timeout)) {
        return try answer.get().outputs()[0]
      }
    }
    return nil
  }
}
