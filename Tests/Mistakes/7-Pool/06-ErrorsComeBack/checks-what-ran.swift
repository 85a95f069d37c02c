// Mistake: init(of:) also checks whether the output can be encoded, with an ordinary encoder: an
// output with a handle (a Descriptor) beside a task that threw becomes a failure, though "Handles
// are no reason".
// Caught by: Handles in an output are no failure, and nothing keeps them
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
    do {
      let output = try task.run()
      _ = try WireEncoder().encode(output)
      self = .output(output)
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
