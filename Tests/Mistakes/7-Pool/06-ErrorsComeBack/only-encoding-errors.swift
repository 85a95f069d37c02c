// Mistake: takes only an EncodingError for a failure; what else an output's encode(to:) throws
// leaves the output where it is, so that the answer can't be sent and the other outputs are lost
// with it.
// Caught by: An output that can't be encoded is an error of that task alone
// Verdict: failed

import Groundwork

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
    } catch let error as EncodingError {
      self = .failure(TaskFailure(error))
      return
    } catch {
      // Not about the value.
    }
    self = .output(output)
  }
}

extension TaskFailure {
  package init(_ error: any Error) {
    self.init(
      type: "\(Swift.type(of: error))", message: reason(of: error), worker: CurrentProcess.pid)
  }
}
