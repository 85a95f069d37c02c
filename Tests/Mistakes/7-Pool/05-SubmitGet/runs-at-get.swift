// Mistake: The task is run when somebody asks for the result.
// Caught by: A task whose result nobody keeps is done all the same
// Verdict: failed

import Groundwork
import Synchronization

private let waiting = Mutex<[ObjectIdentifier: @Sendable () -> Void]>([:])

extension ProcessPool {
  @discardableResult
  public func submit<Task: PoolTask>(_ task: Task) throws -> PoolResult<Task.Output> {
    let result = PoolResult<Task.Output>(Later(for: self))
    waiting.withLock { waiting in
      waiting[ObjectIdentifier(result)] = {
        do {
          try self.start([task]) { result.answer.set($0) }
        } catch {
          result.answer.set(.failure(.closed))
        }
      }
    }
    return result
  }
}

extension PoolResult {
  public var isDone: Bool { answer.value != nil }

  @available(*, noasync)
  public func get() throws -> Output {
    waiting.withLock { $0.removeValue(forKey: ObjectIdentifier(self)) }?()
    return try answer.wait().get().outputs()[0]
  }

  @available(*, noasync)
  public func get(timeout: Duration) throws -> Output? {
    waiting.withLock { $0.removeValue(forKey: ObjectIdentifier(self)) }?()
    return try answer.wait(until: Deadline(after: timeout))?.get().outputs()[0]
  }
}
