// Beginner: The worker is an ordinary child, which lives longer than its parent.
// Caught by: A worker doesn't live longer than this process
// Verdict: failed

import Groundwork

extension Worker {
  package static func start(name: String, initializer: (any ProcessTarget)?) throws -> Worker {
    let (here, there) = try Connection.pair()
    let target = PoolWorker(connection: there, initializer: initializer)
    let child = ChildProcess(target, name: name)
    // Else this process would have a copy of the worker's end, and never see the end of the stream.
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
    return try answer.wait().get().outputs()[0]
  }
}
