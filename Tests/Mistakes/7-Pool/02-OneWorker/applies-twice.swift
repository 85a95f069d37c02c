// Mistake: apply runs the task once more if its worker died: the side effects of the first run
// happen twice ("How often a task is run: at most once"), and PoolError.workerDied comes only after
// a second worker has died.
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
    do {
      return try outcome(of: task).get().outputs()[0]
    } catch PoolError.workerDied {
      return try outcome(of: task).get().outputs()[0]
    }
  }

  private func outcome<Task: PoolTask>(
    of task: Task
  ) throws -> Result<Answer<Task.Output>, PoolError> {
    let answer = Later<Result<Answer<Task.Output>, PoolError>>(for: self)
    try start([task]) { answer.set($0) }
    return answer.wait()
  }
}
