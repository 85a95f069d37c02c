// Mistake: The type is that of the parameter, not of the error in it.
// Caught by: An error comes back with its type, its text, and the worker's pid
// Verdict: failed

import Groundwork

extension TaskFailure {
  package init(_ error: any Error) {
    self.init(
      type: "\((any Error).self)", message: reason(of: error), worker: CurrentProcess.pid)
  }
}

extension Outcome {
  package init<Task: PoolTask>(of task: Task) where Task.Output == Output {
    do {
      self = .output(try task.run())
    } catch {
      self = .failure(TaskFailure(error))
    }
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
