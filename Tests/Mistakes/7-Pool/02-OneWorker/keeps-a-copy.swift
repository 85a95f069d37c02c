// Mistake: The pool keeps its copy of the worker's end, and so never sees the end of the stream.
// Caught by: A task is done by another process, and what it returns comes back
// Verdict: leaked

import Groundwork
import Synchronization

extension Worker {
  private static let ends = Mutex<[Connection]>([])

  package static func start(name: String, initializer: (any ProcessTarget)?) throws -> Worker {
    let (here, there) = try Connection.pair()
    let target = PoolWorker(connection: there, initializer: initializer)
    let child = ChildProcess(target, name: name, endsWithParent: true)
    try child.start()
    ends.withLock { $0.append(there) }
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
