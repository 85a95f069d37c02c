// Mistake: apply waits for a second only and then says that the pool was terminated: a task that
// sleeps for two seconds is done, and its output lost ("waits for what it returns").
// Caught by: apply waits until the task is done, and uses no processor meanwhile
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
    guard let outcome = answer.wait(until: Deadline(after: .seconds(1))) else {
      throw PoolError.terminated
    }
    return try outcome.get().outputs()[0]
  }
}
