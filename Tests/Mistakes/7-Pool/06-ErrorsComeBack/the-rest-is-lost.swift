// Mistake: After the first error, the tasks of the chunk that are left fail as well.
// Caught by: In a chunk, the tasks around the one that throws are done
// Verdict: failed

import Groundwork

extension TaskFailure {
  package init(_ error: any Error) {
    self.init(
      type: "\(Swift.type(of: error))", message: reason(of: error), worker: CurrentProcess.pid)
  }
}

extension Outcome {
  package init<Task: PoolTask>(of task: Task) where Task.Output == Output {
    self = .failure(
      TaskFailure(
        type: "\(Task.self)", message: "another task has failed", worker: CurrentProcess.pid))
  }

  package init(checking output: Output) {
    do {
      _ = try Connection.encoder(collecting: Attachments()).encode(output)
      self = .output(output)
    } catch {
      self = .failure(TaskFailure(error))
    }
  }
}
