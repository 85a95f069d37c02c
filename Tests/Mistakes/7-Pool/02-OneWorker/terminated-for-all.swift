// Mistake: apply says PoolError.terminated for whatever went wrong, so a task that threw gives no
// TaskFailure, and a dead worker no .workerDied ("Throws: PoolError; TaskFailure if the task
// threw").
// Caught by: What became of the task comes out of apply, and it is run once
// Verdict: failed
import Groundwork

extension Worker {
  package static func start(name: String, initializer: (any ProcessTarget)?) throws -> Worker {
    let (here, there) = try Connection.pair()
    let target = PoolWorker(connection: there, initializer: initializer)
    let child = ChildProcess(target, name: name, endsWithParent: true)
    try child.start(handingOver: there)
    return Worker(child: child, connection: here)
  }

  package func perform(_ job: PoolJob) throws -> Message {
    try job.post(through: connection)
    return try connection.takeMessage()
  }
}

extension ProcessPool {
  @available(*, noasync)
  public func apply<Task: PoolTask>(_ task: Task) throws -> Task.Output {
    let answer = Later<Result<Answer<Task.Output>, PoolError>>(for: self)
    try start([task]) { answer.set($0) }
    guard let output = try? answer.wait().get().outputs().first else { throw PoolError.terminated }
    return output
  }
}
