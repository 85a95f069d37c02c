// Alternative: The outcomes are made of Results.

import Groundwork

extension TaskFailure {
  package init(_ error: any Error) {
    self.init(
      type: "\(Swift.type(of: error))", message: reason(of: error), worker: CurrentProcess.pid)
  }
}

extension Outcome {
  package init<Task: PoolTask>(of task: Task) where Task.Output == Output {
    switch Result(catching: { try task.run() }) {
    case .success(let output): self = .output(output)
    case .failure(let error): self = .failure(TaskFailure(error))
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
