// Beginner: It tries the output with an encoder that takes no handles.
// Caught by: An output may hold handles, beside one that can't be encoded
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
      self = .output(try task.run())
    } catch {
      self = .failure(TaskFailure(error))
    }
  }

  package init(checking output: Output) {
    do {
      _ = try WireEncoder().encode(output)
      self = .output(output)
    } catch {
      self = .failure(TaskFailure(error))
    }
  }
}
