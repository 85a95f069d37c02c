// Mistake: hands on a TaskFailure that the task itself threw (it used a pool of its own) as it is:
// the type is not TaskFailure, and `worker` is another process than the one that ran the task ("the
// type of the error, its text, and the pid of the worker").
// Caught by: Whatever the error is, its failure tells all that it says
// Verdict: failed
import Groundwork

extension TaskFailure {
  package init(_ error: any Error) {
    if let failure = error as? TaskFailure {
      self = failure
    } else {
      self.init(
        type: "\(Swift.type(of: error))", message: reason(of: error), worker: CurrentProcess.pid)
    }
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
